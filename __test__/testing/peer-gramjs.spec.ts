import { peerSuite } from "../helpers/peers/peerSuite.js";

peerSuite({
  name: "gramjs",
  script: "gramjs_peer.mjs",
  runtime: { package: "telegram" },
  dialogName: "full name",
  asksPassword: true,
});
