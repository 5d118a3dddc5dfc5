import { peerSuite, type Peer } from "../helpers/peers/peerSuite.js";

const MTCUTE: Peer = {
  name: "mtcute",
  script: "mtcute_peer.mjs",
  runtime: { package: "@mtcute/node" },
  dialogName: "full name",
  asksPassword: true,
};

peerSuite(MTCUTE);
peerSuite({ ...MTCUTE, name: "mtcute with temporary keys", usesTemporaryKeys: true });
