import type { tl } from "../../tl/index.js";
import type { WebAppInfo } from "./WebAppInfo.js";

/** What @BotFather set. */
export class MenuButtonDefault {
  readonly type = "default";
}
/** Shows the bot's commands. */
export class MenuButtonCommands {
  readonly type = "commands";
}

/** Opens a web app. */
export class MenuButtonWebApp {
  readonly type = "webApp";
  /** What stands on it. */
  readonly text: string;
  readonly webApp: WebAppInfo;

  constructor(text: string, webApp: WebAppInfo) {
    this.text = text;
    this.webApp = webApp;
  }
}

/** The button beside the input field of a private chat with a bot. Plain objects of the same shape do as well. */
export type MenuButton = MenuButtonDefault | MenuButtonCommands | MenuButtonWebApp;

export function readMenuButton(button: tl.BotMenuButton): MenuButton {
  switch (button._) {
    case "botMenuButtonDefault":
      return new MenuButtonDefault();
    case "botMenuButtonCommands":
      return new MenuButtonCommands();
    case "botMenuButton":
      return new MenuButtonWebApp(button.text, { url: button.url });
  }
}

/** As Telegram takes it. @throws TypeError for what is none */
export function writeMenuButton(button: MenuButton): tl.BotMenuButton {
  switch (button?.type) {
    case "default":
      return { _: "botMenuButtonDefault" };
    case "commands":
      return { _: "botMenuButtonCommands" };
    case "webApp":
      return { _: "botMenuButton", text: button.text, url: button.webApp.url };
    default:
      throw new TypeError("menuButton must be one of the MenuButton classes");
  }
}
