// Loaded before an example (`node --import`): the example stays as it is printed, and finds the test's server.
import { Client } from "heliogram";

Client.defaults = JSON.parse(process.env["HELIOGRAM_TEST_ACCESS"] ?? "{}");
