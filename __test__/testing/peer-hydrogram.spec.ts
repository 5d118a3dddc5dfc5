import { peerSuite } from "../helpers/peers/peerSuite.js";

peerSuite({
  name: "Hydrogram",
  script: "hydrogram_peer.py",
  runtime: "python",
  startsAtHome: true,
  dialogName: "first name",
  asksPassword: false,
  gathers: true,
});
