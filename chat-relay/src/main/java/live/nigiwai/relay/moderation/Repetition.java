package live.nigiwai.relay.moderation;

/**
 * Where saying it again is too much.
 *
 * @param tellingLength letters from which two people do not say the same by chance
 * @param sameByOthersMax others who said the same before it counts as a flood
 * @param shortAgainMax times an author may say something short in half a minute
 * @param saidLatelyMax comments of one author in ten seconds, over all nodes
 */
public record Repetition(
    int tellingLength, int sameByOthersMax, int shortAgainMax, int saidLatelyMax) {
  public Repetition {
    if (tellingLength < 1 || sameByOthersMax < 1 || shortAgainMax < 1 || saidLatelyMax < 1) {
      throw new IllegalArgumentException("limits of repetition must be positive");
    }
  }

  public static Repetition defaults() {
    return new Repetition(12, 4, 5, 20);
  }
}
