package live.nigiwai.relay.room;

/** What viewers tap while they watch; counted, never stored one by one. */
public enum Reaction {
  HEART,
  CLAP,
  LAUGH,
  WOW,
  SPARKLE
}
