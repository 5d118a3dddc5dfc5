// The only file that touches the addon: everything else imports from here.
import { kernelName, type RawFunctions, rawFunctions } from "#native";

export * from "#native";

// A HELIOGRAM_KERNEL that this CPU does not have must not pass for a measurement of it.
kernelName();

/** The hot calls, without what makes an ordinary call of the addon slow. */
export const raw: RawFunctions = rawFunctions();
