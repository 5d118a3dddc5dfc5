import * as methods from "../methods/password/index.js";
import type { ChangeCloudPasswordOptions, EnableCloudPasswordOptions } from "../methods/password/index.js";
import { ContactMethods } from "./ContactMethods.js";

/** Two-step verification. Each method is a function of ts/methods/password/. */
export abstract class PasswordMethods extends ContactMethods {
  /** Switches two-step verification on. Users only. {@link methods.enableCloudPassword} */
  async enableCloudPassword(password: string, options: EnableCloudPasswordOptions = {}): Promise<void> {
    return methods.enableCloudPassword(this.methodClient(), password, options);
  }

  /** Changes the password of two-step verification. Users only. {@link methods.changeCloudPassword} */
  async changeCloudPassword(currentPassword: string, newPassword: string, options: ChangeCloudPasswordOptions = {}): Promise<void> {
    return methods.changeCloudPassword(this.methodClient(), currentPassword, newPassword, options);
  }

  /** Switches two-step verification off. Users only. {@link methods.removeCloudPassword} */
  async removeCloudPassword(password: string): Promise<void> {
    return methods.removeCloudPassword(this.methodClient(), password);
  }
}
