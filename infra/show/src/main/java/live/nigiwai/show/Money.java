package live.nigiwai.show;

/**
 * An amount of yen, tax included unless a name says otherwise. The yen has no smaller unit, so
 * arithmetic is exact; overflow throws {@link ArithmeticException}.
 */
public record Money(long yen) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  public static Money yen(long yen) {
    return new Money(yen);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(yen, other.yen));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(yen, other.yen));
  }

  public Money times(long quantity) {
    return new Money(Math.multiplyExact(yen, quantity));
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(yen, other.yen);
  }
}
