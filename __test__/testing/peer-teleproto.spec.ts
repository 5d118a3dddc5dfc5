import { peerSuite } from "../helpers/peers/peerSuite.js";

peerSuite({
  name: "teleproto",
  script: "gramjs_peer.mjs",
  runtime: { package: "teleproto" },
  dialogName: "full name",
  asksPassword: true,
});
