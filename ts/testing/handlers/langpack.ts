import { RpcFault } from "../session/RpcService.js";
import type { TlObject } from "../codec/index.js";
import { list, text } from "./fields.js";
import type { Call, HandlerTable } from "./Handler.js";

const VERSION = 1;
const STRINGS: Readonly<Record<string, string>> = { lng_language_name: "English" };

const ENGLISH: TlObject = {
  _: "langPackLanguage",
  official: true,
  name: "English",
  nativeName: "English",
  langCode: "en",
  pluralCode: "en",
  stringsCount: Object.keys(STRINGS).length,
  translatedCount: Object.keys(STRINGS).length,
  translationsUrl: "https://translations.example.org/en/",
};

/** langpack.*: one language with one string, so that clients that load texts get some. */
export const langpackHandlers: HandlerTable = {
  "langpack.getLangPack": (call) => ({ ...difference(call), fromVersion: 0 }),
  "langpack.getDifference": (call) => difference(call),
  "langpack.getStrings": (call) => {
    checkCode(call);
    return list(call.request, "keys").flatMap((key) => {
      if (typeof key !== "string") return [];
      const value = STRINGS[key];
      return value === undefined ? { _: "langPackStringDeleted", key } : { _: "langPackString", key, value };
    });
  },
  "langpack.getLanguages": () => [ENGLISH],
  "langpack.getLanguage": (call) => {
    checkCode(call);
    return ENGLISH;
  },
};

function difference(call: Call): TlObject {
  checkCode(call);
  const strings = Object.entries(STRINGS).map(([key, value]) => ({ _: "langPackString", key, value }));
  return { _: "langPackDifference", langCode: "en", fromVersion: VERSION, version: VERSION, strings };
}

function checkCode({ request }: Call): void {
  if (text(request, "langCode") !== "en") {
    throw new RpcFault(400, "LANG_CODE_NOT_SUPPORTED");
  }
}
