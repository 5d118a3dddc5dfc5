import test from "ava";

import { parseLink, type Link } from "../../ts/peers/index.js";

const LINKS: readonly (readonly [text: string, link: Link])[] = [
  ["https://t.me/durov", { kind: "username", username: "durov" }],
  ["http://www.t.me:80/durov/", { kind: "username", username: "durov" }],
  ["T.ME/durov", { kind: "username", username: "durov" }],
  ["telegram.me/durov", { kind: "username", username: "durov" }],
  ["telegram.dog/durov?profile", { kind: "username", username: "durov", isProfile: true }],
  ["durov.t.me", { kind: "username", username: "durov" }],
  ["https://durov.t.me/12", { kind: "message", username: "durov", messageId: 12 }],
  ["t.me/durov?text=hello%20there", { kind: "username", username: "durov", text: "hello there" }],
  ["tg://resolve?domain=durov", { kind: "username", username: "durov" }],
  ["tg:resolve?domain=durov&post=5", { kind: "message", username: "durov", messageId: 5 }],
  ["t.me/s/durov", { kind: "username", username: "durov" }],
  ["t.me/s/durov/7", { kind: "message", username: "durov", messageId: 7 }],
  ["t.me/durov/123", { kind: "message", username: "durov", messageId: 123 }],
  ["t.me/durov/7/123", { kind: "message", username: "durov", messageId: 123, threadId: 7 }],
  ["t.me/durov/123?single&thread=7", { kind: "message", username: "durov", messageId: 123, threadId: 7, isSingle: true }],
  ["t.me/durov/123?comment=9", { kind: "message", username: "durov", messageId: 123, commentId: 9 }],
  ["t.me/durov/123?t=1h1m1s", { kind: "message", username: "durov", messageId: 123, timestampSec: 3661 }],
  ["t.me/durov/123?t=90", { kind: "message", username: "durov", messageId: 123, timestampSec: 90 }],
  ["t.me/c/1234/5", { kind: "message", chatId: -1_000_000_001_234, messageId: 5 }],
  ["t.me/c/1234/5/6", { kind: "message", chatId: -1_000_000_001_234, messageId: 6, threadId: 5 }],
  ["t.me/c/1234", { kind: "chat", chatId: -1_000_000_001_234 }],
  ["tg://privatepost?channel=1234&post=5", { kind: "message", chatId: -1_000_000_001_234, messageId: 5 }],
  ["t.me/+AbC_d-1", { kind: "invite", hash: "AbC_d-1" }],
  ["t.me/%20AbC_d", { kind: "invite", hash: "AbC_d" }],
  ["t.me/joinchat/AbC_d", { kind: "invite", hash: "AbC_d" }],
  ["tg://join?invite=AbC_d", { kind: "invite", hash: "AbC_d" }],
  ["t.me/+11234567890", { kind: "phone", phone: "11234567890" }],
  ["tg://resolve?phone=%2B1123456", { kind: "phone", phone: "1123456" }],
  ["t.me/contact/1700:AbC".replace(":", "-"), { kind: "contactToken", token: "1700-AbC" }],
  ["t.me/my_bot?start=abc", { kind: "botStart", username: "my_bot", parameter: "abc" }],
  ["t.me/my_bot?start", { kind: "botStart", username: "my_bot", parameter: "" }],
  ["t.me/my_bot?startgroup=p&admin=ban_users+pin_messages", { kind: "groupStart", username: "my_bot", parameter: "p", rights: ["ban_users", "pin_messages"] }],
  ["t.me/my_bot?startchannel&admin=post_messages", { kind: "channelStart", username: "my_bot", rights: ["post_messages"] }],
  ["t.me/my_bot/app?startapp=x", { kind: "webApp", username: "my_bot", appName: "app", parameter: "x" }],
  ["t.me/my_bot?startapp=x", { kind: "webApp", username: "my_bot", appName: null, parameter: "x" }],
  ["t.me/durov?attach=my_bot", { kind: "attachmentMenu", username: "durov", bot: "my_bot", parameter: "" }],
  ["t.me/my_bot?game=chess", { kind: "game", username: "my_bot", shortName: "chess" }],
  ["t.me/durov/s/3", { kind: "story", username: "durov", storyId: 3 }],
  ["t.me/durov/s/live", { kind: "story", username: "durov", storyId: "live" }],
  ["t.me/durov/c/3", { kind: "giftCollection", username: "durov", collectionId: 3 }],
  ["t.me/durov/a/3", { kind: "storyAlbum", username: "durov", albumId: 3 }],
  ["t.me/boost/durov", { kind: "boost", username: "durov" }],
  ["t.me/durov?boost", { kind: "boost", username: "durov" }],
  ["t.me/boost?c=1234", { kind: "boost", chatId: -1_000_000_001_234 }],
  ["t.me/c/1234?boost", { kind: "boost", chatId: -1_000_000_001_234 }],
  ["t.me/addlist/abc", { kind: "folder", slug: "abc" }],
  ["t.me/addstickers/Animals", { kind: "stickerSet", slug: "Animals" }],
  ["t.me/addemoji/Faces", { kind: "emojiSet", slug: "Faces" }],
  ["t.me/addtheme/x", { kind: "theme", slug: "x" }],
  ["t.me/bg/x", { kind: "wallpaper", slug: "x" }],
  ["t.me/giftcode/x", { kind: "giftCode", slug: "x" }],
  ["t.me/invoice/x", { kind: "invoice", slug: "x" }],
  ["t.me/$x", { kind: "invoice", slug: "x" }],
  ["t.me/m/x", { kind: "businessChat", slug: "x" }],
  ["t.me/nft/Cat-1", { kind: "gift", slug: "Cat-1" }],
  ["t.me/call/x", { kind: "call", slug: "x" }],
  ["t.me/login/12345", { kind: "loginCode", slug: "12345" }],
  ["t.me/setlanguage/de", { kind: "language", slug: "de" }],
  ["t.me/confirmphone?phone=1123&hash=x", { kind: "confirmPhone", phone: "1123", hash: "x" }],
  ["t.me/proxy?server=a.b&port=443&secret=dd", { kind: "proxy", server: "a.b", port: 443, parameters: { secret: "dd" } }],
  ["tg://socks?server=a.b&port=1&user=u&pass=p", { kind: "socks", server: "a.b", port: 1, parameters: { user: "u", pass: "p" } }],
  ["t.me/share/url?url=https%3A%2F%2Fa.b&text=x", { kind: "share", url: "https://a.b", text: "x" }],
  ["t.me/durov?livestream=h", { kind: "videoChat", username: "durov", hash: "h", isLiveStream: true }],
  ["t.me/durov?videochat", { kind: "videoChat", username: "durov", hash: "", isLiveStream: false }],
  ["t.me/durov?direct", { kind: "directMessages", username: "durov" }],
  ["t.me/my_bot?ref=x", { kind: "referral", username: "my_bot", code: "x" }],
  // What Telegram would refuse is left out; the chat opens.
  ["t.me/durov/0", { kind: "username", username: "durov" }],
  ["t.me/durov/99999999999", { kind: "username", username: "durov" }],
  [`t.me/my_bot?start=${"a".repeat(65)}`, { kind: "username", username: "my_bot" }],
];

for (const [text, link] of LINKS) {
  test(`reads ${text} as ${link.kind}`, (t) => {
    t.deepEqual(parseLink(text), link);
  });
}

const OTHER_TEXT: readonly string[] = [
  "",
  "durov",
  "@durov",
  "hello t.me/durov",
  "https://example.com/durov",
  "https://t.me.example.com/durov",
  "https://nott.me/durov",
  "https://t.me",
  "https://t.me/",
  "https://t.me:8080/durov",
  "https://durov@t.me/other",
  "ftp://t.me/durov",
  "t.me/_durov",
  "t.me/durov_",
  "t.me/du__rov",
  "t.me/5durov",
  `t.me/${"a".repeat(33)}`,
  "t.me/c/0/5",
  "t.me/c/99999999999999/5",
  "t.me/c/x/5",
  "t.me/+",
  "t.me/joinchat",
  "t.me/joinchat/123",
  "t.me/addlist",
  "t.me/proxy?server=a&port=70000",
  "t.me/%zz",
  "https://share.t.me/x",
  "tg://unknown_command?x=1",
  "tg://resolve",
  "tg://resolve?domain=a b",
  `t.me/${"a/".repeat(5000)}`,
  "t.me/\ud800",
];

for (const text of OTHER_TEXT) {
  test(`takes ${JSON.stringify(text.slice(0, 40))} for no link`, (t) => {
    t.is(parseLink(text), null);
  });
}

test("refuses what is no string", (t) => {
  // @ts-expect-error as a JavaScript caller may
  t.throws(() => parseLink(5), { instanceOf: TypeError, message: /text/ });
});
