import { decode, type tl } from "../tl/index.js";
import type { Logger } from "./Logger.js";
