package live.nigiwai.runtime.http;

/** What a member of the staff may do. */
public enum Role {
  OWNER,
  PRODUCER,
  PRESENTER,
  MODERATOR,
  CS
}
