package live.nigiwai.relay.moderation;

import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.Actor;

/**
 * The company's blocked words, in memory on every node.
 *
 * <p><b>Threading</b>: {@link #list} from any thread; the rest blocks.
 */
final class BlockedWords {
  static final String CHANGE = "word";

  private final Database database;
  private volatile WordList list = new WordList(List.of());

  BlockedWords(Database database) {
    this.database = database;
  }

  WordList list() {
    return list;
  }

  List<BlockedWord> all() {
    return database.query(BlockedWords::read);
  }

  /** Replaces them all. */
  void set(List<BlockedWord> words, Actor staff, long nowMillis) {
    database.transaction(
        sql -> {
          sql.change("DELETE FROM relay_word");
          sql.change(
              "INSERT INTO relay_word (word, verdict) SELECT * FROM unnest($1::text[], $2::text[])"
                  + " ON CONFLICT DO NOTHING",
              words.stream().map(BlockedWord::word).toArray(String[]::new),
              words.stream().map(each -> each.verdict().name()).toArray(String[]::new));
          sql.change(
              "INSERT INTO relay_word_change (at_ms, by_id, words) VALUES ($1, $2,"
                  + " $3::text::jsonb)",
              nowMillis,
              staff.id(),
              Json.text(out -> write(out, words)));
          return Changes.count(sql, CHANGE);
        });
    load();
  }

  private static void write(com.fasterxml.jackson.core.JsonGenerator out, List<BlockedWord> words)
      throws java.io.IOException {
    out.writeStartObject();
    for (var each : words) {
      out.writeStringField(each.word(), each.verdict().name());
    }
    out.writeEndObject();
  }

  void load() {
    list = new WordList(all());
  }

  private static List<BlockedWord> read(Sql sql) {
    return sql.list(
        "SELECT word, verdict FROM relay_word ORDER BY word LIMIT " + WordList.WORDS_MAX,
        row -> new BlockedWord(row.getString(0), BlockedWord.Verdict.valueOf(row.getString(1))));
  }
}
