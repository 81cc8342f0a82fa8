// Made by tools/board_protocol.py from constellations/live/protocol.py; a change belongs there.
export const PROTOCOL_VERSION = 2;
