package live.nigiwai.ingest.media;

/** Where a valid publisher's media goes. */
public interface PublishDoor {
  /** Opens the sink of one publish; called on the publisher's event loop, so it must not block. */
  PublishSink open(Publish publish, Publisher publisher);
}
