/** Why the address cannot be sent, in words; null when it can. Telegram judges the rest. */
export function emailProblem(address: string): string | null {
  if (address === "") return "The e-mail address is empty.";
  const [local, domain, ...more] = address.split("@");
  if (!local || !domain || more.length > 0 || /\s/.test(address)) {
    return "The e-mail address is not valid. It looks like name@example.org";
  }
  return null;
}
