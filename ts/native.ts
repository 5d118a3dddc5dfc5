// The only file that touches the addon: everything else imports from here.
export * from "#native";
