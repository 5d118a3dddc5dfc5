export { TerminalPrompter, type TerminalPrompterOptions } from "./TerminalPrompter.js";
