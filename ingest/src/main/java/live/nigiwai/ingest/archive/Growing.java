package live.nigiwai.ingest.archive;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list whose successor shares its elements: adding copies nothing but, now and then, a
 * short array of blocks.
 *
 * <p><i>Threading</i>: anyone may read a list they were given through a volatile field or a lock;
 * only one thread may call {@link #with}, on the newest list.
 */
final class Growing<E> extends AbstractList<E> implements RandomAccess {
  private static final int BLOCK = 512;

  private final @Nullable Object[][] blocks;
  private final int size;

  private Growing(@Nullable Object[][] blocks, int size) {
    this.blocks = blocks;
    this.size = size;
  }

  static <E> Growing<E> empty() {
    return new Growing<>(new Object[0][], 0);
  }

  /** This list and one more; elements of earlier lists are not seen to change. */
  Growing<E> with(E element) {
    @Nullable Object[][] room = blocks;
    int block = size / BLOCK;
    if (block == blocks.length) {
      room = Arrays.copyOf(blocks, block + 1);
      room[block] = new Object[BLOCK];
    }
    room[block][size % BLOCK] = element;
    return new Growing<>(room, size + 1);
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    Objects.checkIndex(index, size);
    return (E) Objects.requireNonNull(blocks[index / BLOCK][index % BLOCK]);
  }

  @Override
  public int size() {
    return size;
  }
}
