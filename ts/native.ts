// The only file that touches the addon: everything else imports from here.
import { kernelName } from "#native";

export * from "#native";

// A HELIOGRAM_KERNEL that this CPU does not have must not pass for a measurement of it.
kernelName();
