import { peerSuite } from "../helpers/peers/peerSuite.js";

peerSuite({
  name: "mtcute",
  script: "mtcute_peer.mjs",
  runtime: { package: "@mtcute/node" },
  dialogName: "full name",
  asksPassword: true,
});
