import { SignInError, type Client } from "../index.js";

/** Does something with a session that is signed in, and disconnects. @throws SignInError when it is not */
export async function withSignedIn<T>(client: Client, action: (client: Client) => Promise<T>): Promise<T> {
  try {
    if (!(await client.connect())) throw new SignInError(`${client.name} is not signed in: run "heliogram login ${client.name}"`);
    return await action(client);
  } finally {
    await client.disconnect();
  }
}
