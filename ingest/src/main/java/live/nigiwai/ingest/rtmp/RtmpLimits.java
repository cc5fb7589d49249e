package live.nigiwai.ingest.rtmp;

/**
 * How much a publisher, or someone who pretends to be one, may make the server hold.
 *
 * @param connectionsMax open connections in total
 * @param connectionsPerAddressMax open connections from one address (one /64 for IPv6)
 * @param bytesBeforePublishMax bytes taken from a connection whose stream key is not yet accepted
 * @param messageBytesMax one media message
 * @param commandBytesMax one command or metadata message
 * @param partialBytesMax messages not yet complete, all chunk streams of one connection together
 * @param chunkStreamsMax chunk streams of one connection
 * @param replyBytesMax replies the peer has not read
 * @param amfDepthMax nested values in one AMF0 value
 * @param amfValuesMax values in one command or metadata message
 * @param strangeMessagesMax message types in a row that do not exist: the chunks are out of step
 * @param keyCharactersMax a stream key
 * @param keyChecksMax stream keys looked up at the same time
 * @param wrongKeysPerMinuteMax wrong stream keys from one address, before it has to wait
 * @param takeoversPerMinuteMax publishers of one show that may displace each other, and returns of
 *     a main encoder from its backup
 * @param countedNamesMax addresses, and shows, whose attempts are remembered
 * @param standbyBytesMax media of an encoder that stands by, since its newest key frame
 */
public record RtmpLimits(
    int connectionsMax,
    int connectionsPerAddressMax,
    int bytesBeforePublishMax,
    int messageBytesMax,
    int commandBytesMax,
    int partialBytesMax,
    int chunkStreamsMax,
    int replyBytesMax,
    int amfDepthMax,
    int amfValuesMax,
    int strangeMessagesMax,
    int keyCharactersMax,
    int keyChecksMax,
    int wrongKeysPerMinuteMax,
    int takeoversPerMinuteMax,
    int countedNamesMax,
    int standbyBytesMax) {

  public RtmpLimits {
    within("connectionsMax", connectionsMax, 1, 100_000);
    within("connectionsPerAddressMax", connectionsPerAddressMax, 1, connectionsMax);
    within("bytesBeforePublishMax", bytesBeforePublishMax, 8 << 10, 16 << 20);
    within("messageBytesMax", messageBytesMax, 64 << 10, 64 << 20);
    within("commandBytesMax", commandBytesMax, 1 << 10, messageBytesMax);
    within("partialBytesMax", partialBytesMax, messageBytesMax, 256 << 20);
    within("chunkStreamsMax", chunkStreamsMax, 4, 65_599);
    within("replyBytesMax", replyBytesMax, 8 << 10, 16 << 20);
    within("amfDepthMax", amfDepthMax, 2, 64);
    within("amfValuesMax", amfValuesMax, 64, 1 << 20);
    within("strangeMessagesMax", strangeMessagesMax, 1, 1_000);
    within("keyCharactersMax", keyCharactersMax, 16, 1_024);
    within("keyChecksMax", keyChecksMax, 1, 1_000);
    within("wrongKeysPerMinuteMax", wrongKeysPerMinuteMax, 1, 10_000);
    within("takeoversPerMinuteMax", takeoversPerMinuteMax, 1, 1_000);
    within("countedNamesMax", countedNamesMax, 16, 1 << 20);
    within("standbyBytesMax", standbyBytesMax, 64 << 10, 256 << 20);
  }

  public static RtmpLimits defaults() {
    return new RtmpLimits(
        256, 16, 256 << 10, 10 << 20, 64 << 10, 16 << 20, 64, 64 << 10, 16, 4_096, 3, 128, 16, 10,
        3, 4_096, 16 << 20);
  }

  static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be between " + least + " and " + most + ", not " + value);
    }
  }
}
