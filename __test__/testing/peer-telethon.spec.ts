import { peerSuite } from "../helpers/peers/peerSuite.js";

peerSuite({ name: "Telethon", script: "telethon_peer.py", runtime: "python", dialogName: "full name", asksPassword: true, gathers: true });
