#!/usr/bin/env node
import { HeliogramError, SignInError } from "../index.js";
import { call } from "./call.js";
import { ExitStatus, UsageError, type Command } from "./Command.js";
import { toJson } from "./json.js";
import { login } from "./login.js";
import { logout } from "./logout.js";
import { session } from "./session.js";
import { testServer } from "./testServer.js";
import { whoami } from "./whoami.js";

const COMMANDS: readonly Command[] = [login, whoami, logout, call, session, testServer];

const HELP = `heliogram COMMAND [arguments]

${COMMANDS.map((command) => `  ${command.name.padEnd(12)} ${command.summary}`).join("\n")}

"heliogram COMMAND --help" tells more. Exit status: 0 done, 1 failed, 2 wrong command line, 3 not signed in.`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(HELP);
    return name === undefined ? ExitStatus.usage : ExitStatus.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) return usage(`there is no command "${name}"`, HELP);
  if (args.includes("--help") || args.includes("-h")) {
    console.log(command.help);
    return ExitStatus.ok;
  }
  try {
    return await command.run(args);
  } catch (error) {
    return error instanceof UsageError ? usage(error.message, command.help) : failed(error, args.includes("--json"));
  }
}

function usage(message: string, help: string): number {
  console.error(`heliogram: ${message}\n\n${help}`);
  return ExitStatus.usage;
}

function failed(error: unknown, json: boolean): number {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof HeliogramError ? error.code : null;
  console.error(json ? toJson({ error: { code, message } }) : `heliogram: ${message}`);
  return error instanceof SignInError ? ExitStatus.notSignedIn : ExitStatus.failed;
}

process.exitCode = await main(process.argv.slice(2));
