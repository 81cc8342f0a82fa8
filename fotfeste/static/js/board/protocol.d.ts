// Made by tools/board_protocol.py from constellations/live/protocol.py; a change belongs there.
export const PROTOCOL_VERSION: 2;
export interface Acknowledgement {
  ack: string;
  seq: number;
}
export interface Add {
  do: "add";
  label: string;
  kind: Kind;
  masked?: string;
  generation?: number;
  living?: Living;
  tone?: Tone | null;
}
export interface Admit {
  do: "admit";
  seat: string;
}
export interface Agree {
  do: "agree";
  yes?: boolean;
}
export type Answer = "changed" | "declined" | "offered" | "spoken";
export interface Appear {
  do: "appear";
  figure: string;
  posture?: Posture | null;
  shape?: Shape | null;
  tone?: Tone | null;
  scale?: number | null;
}
export interface Assign {
  do: "assign";
  seat: string;
  figure?: string;
}
export type At = [number, number, number, number];
export interface BoardView {
  seq: number;
  phase: Phase;
  before: Phase;
  mode: Mode;
  method: Method;
  blind: number;
  frozen: boolean;
  slow_s: number;
  rows_shown: boolean;
  signal: Signal;
  signal_at: number;
  proposal: string;
  waits_for_client: boolean;
  deep_closed: boolean;
  issue: string;
  me: ViewSelf;
  seats: Array<ViewSeat>;
  figures: Record<string, ViewFigure>;
  lines: Record<string, ViewLine>;
  zones: Record<string, ViewZone>;
  perceptions: Array<ViewPerception>;
  sentences: Array<ViewSentence>;
  pictures: Array<ViewPicture>;
  told: Array<ViewSelfReport>;
  kept: string;
  waived: Record<string, string>;
}
export interface BrowserMessage {
  id?: string | null;
  do?: Send | StepOut | ComeBack | Leave | Resume | Agree | SetPhase | ProposePhase | Admit | Remove | Grant | Freeze | Slow | OpenDeep | SetIssue | Add | Mask | Reveal | TakeAway | Assign | Move | Lift | Appear | StandAt | ShowRows | Draw | Mark | Erase | Perceive | PutAway | Offer | Reply | Tell | TakePicture | LetGo | Waive | KeepWords | Consent | TakeBackWords | null;
  drag?: [string, number, number, number] | null;
}
export interface ComeBack {
  do: "comeback";
}
export interface CommandAnswer_BoardView_ {
  ack: string;
  seq: number;
  view: BoardView;
  said?: string;
}
export interface CommandAnswer_OutsideView_ {
  ack: string;
  seq: number;
  view: OutsideView;
  said?: string;
}
export interface Consent {
  do: "consent";
  purpose: Purpose;
  given?: boolean;
}
export interface Draw {
  do: "draw";
  start: string;
  end: string;
  words?: string;
}
export interface Erase {
  do: "erase";
  mark: string;
}
export interface Freeze {
  do: "freeze";
  on?: boolean;
}
export interface Grant {
  do: "grant";
  seat: string;
  right: Right;
  given?: boolean;
}
export interface KeepWords {
  do: "keepwords";
  words: string;
}
export type Kind = "event" | "feeling" | "goal" | "group" | "missing" | "part" | "person" | "place" | "resource" | "secret" | "self" | "symptom";
export interface Leave {
  do: "leave";
}
export interface LetGo {
  do: "letgo";
  figure: string;
}
export interface Lift {
  do: "lift";
  figure: string;
}
export type Living = "dead" | "living" | "unknown";
export interface Mark {
  do: "mark";
  x: number;
  y: number;
  radius: number;
  words?: string;
}
export interface Mask {
  do: "mask";
  figure: string;
  masked: string;
}
export type Method = "classic" | "intention" | "parts";
export type Mode = "group" | "hybrid" | "in_room" | "pair" | "solo";
export type Moment = "closing" | "first" | "turning";
export interface Move {
  do: "move";
  figure: string;
  x?: number | null;
  y?: number | null;
  heading?: number | null;
  gaze?: number | null;
  path?: Array<[number, number, number]>;
}
export interface Offer {
  do: "offer";
  to: string;
  words: string;
}
export interface OpenDeep {
  do: "opendeep";
  reason: string;
}
export interface OutsideSelf {
  seat: string;
  role: string;
  presence: Presence;
  name: string;
}
export interface OutsideView {
  seq: 0;
  phase: "";
  me: OutsideSelf;
}
export interface Perceive {
  do: "perceive";
  figure: string;
  region?: string;
  quality?: string;
  intensity?: number | null;
  impulse?: string;
  words?: string;
}
export type Phase = "aftercare" | "arriving" | "choosing" | "closed" | "closing" | "deroling" | "grounding" | "intention" | "moving" | "placing" | "screening" | "sensing";
export type Posture = "kneeling" | "lying" | "sitting" | "standing";
export type Presence = "in" | "left" | "lobby" | "removed" | "stepped_out";
export interface ProposePhase {
  do: "proposephase";
  to: Phase;
}
export type Purpose = "record" | "take_part";
export interface PutAway {
  do: "putaway";
  perception: string;
  away?: boolean;
}
export interface RefusalFrame {
  no: string;
  code: string;
  sentence: string;
}
export interface ReloadFrame {
  reload: number;
  sentence: string;
}
export interface Remove {
  do: "remove";
  seat: string;
}
export interface Reply {
  do: "reply";
  sentence: string;
  answer: Answer;
  own?: string;
}
export interface Resume {
  do: "resume";
  seen?: number;
}
export interface Reveal {
  do: "reveal";
  figure: string;
}
export type Right = "elements" | "figures" | "inside" | "lead" | "perceptions" | "sees" | "sentences";
export type Role = "alone" | "client" | "cohost" | "facilitator" | "observer" | "representative";
export interface Send {
  do: "send";
  signal: Signal;
}
export interface SetIssue {
  do: "setissue";
  words: string;
}
export interface SetPhase {
  do: "setphase";
  to: Phase;
  seen?: number;
}
export type Shape = "open" | "round" | "square";
export interface ShowRows {
  do: "showrows";
  on?: boolean;
}
export type Signal = "ok" | "pause" | "slower" | "stop";
export interface Slow {
  do: "slow";
  seconds: number;
}
export interface StandAt {
  do: "standat";
  anchor: number;
}
export interface StepOut {
  do: "stepout";
}
export interface TakeAway {
  do: "takeaway";
  figure: string;
}
export interface TakeBackWords {
  do: "takebackwords";
}
export interface TakePicture {
  do: "takepicture";
  moment: Moment;
}
export interface Tell {
  do: "tell";
  activation?: number | null;
  safety?: number | null;
}
export type Tone = "dawn" | "fjord" | "spruce" | "stone";
export interface UpdateFrame {
  seq?: number;
  moved?: Record<string, At>;
  drags?: Record<string, [number, number, number]>;
  here?: Array<string>;
}
export interface ViewFigure {
  at: At;
  scale: number;
  posture: Posture;
  shape: Shape;
  tone: Tone;
  on_board: boolean;
  mine: boolean;
  label: string;
  kind?: Kind;
  generation?: number;
  living?: Living;
  masked?: string;
  revealed?: boolean;
}
export interface ViewFrame_BoardView_ {
  view: BoardView;
  here?: Array<string>;
}
export interface ViewFrame_OutsideView_ {
  view: OutsideView;
  here?: Array<string>;
}
export interface ViewLine {
  start: string;
  end: string;
  words: string;
}
export interface ViewPerception {
  id: string;
  figure: string;
  mine: boolean;
  at_seq: number;
  region: string;
  quality: string;
  intensity: number | null;
  impulse: string;
  words: string;
  put_away: boolean;
}
export interface ViewPicture {
  moment: Moment;
  at_seq: number;
}
export interface ViewSeat {
  id: string;
  role: Role;
  name: string;
  presence: Presence;
  figure?: string;
  owes?: Array<string>;
  granted?: Array<string>;
  agreed?: Array<string>;
  anchor?: number;
}
export interface ViewSelf {
  seat: string;
  role: string;
  name?: string;
  presence: Presence;
  figure?: string;
  owes?: Array<string>;
  agreed?: Array<string>;
  granted?: Array<string>;
  anchor?: number;
  may: Array<string>;
  moves?: "" | "any" | "own";
  inside?: "" | "any" | "own";
  replays?: boolean;
}
export interface ViewSelfReport {
  at_seq: number;
  activation: number | null;
  safety: number | null;
}
export interface ViewSentence {
  id: string;
  to: string;
  mine: boolean;
  words: string;
  answer: Answer;
}
export interface ViewZone {
  x: number;
  y: number;
  radius: number;
  words: string;
}
export interface Waive {
  do: "waive";
  seat: string;
  why: string;
}
