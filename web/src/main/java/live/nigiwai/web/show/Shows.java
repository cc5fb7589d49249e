package live.nigiwai.web.show;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowId;

/** The shows of this installation. Every method blocks. */
public final class Shows {
  private static final String COLUMNS =
      "id, title, title_en, presenter, description, sponsored, key_version, rehearsal";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM web_show";
  private static final int LISTED_MAX = 100;

  private final Database database;
  private final String store;

  public Shows(Database database, String store) {
    this.database = database;
    this.store = store;
  }

  public Optional<Show> find(ShowId id) {
    return database.query(sql -> sql.one(SELECT + " WHERE id = $1", Shows::show, id.value()));
  }

  /**
   * The show a URL names.
   *
   * @throws ApiProblem 404 when there is none
   */
  public Show named(String slug) {
    try {
      return find(new ShowId(slug)).orElseThrow(Shows::unknown);
    } catch (IllegalArgumentException noSuchName) {
      throw unknown();
    }
  }

  /** Whether only those with a pass may watch it; false for what is no show. */
  public boolean isInvited(ShowId id) {
    return database
        .query(
            sql ->
                sql.one(
                    "SELECT invited FROM web_show WHERE id = $1",
                    row -> row.getBoolean(0),
                    id.value()))
        .orElse(false);
  }

  /** False when it was so already. */
  static boolean setInvited(Sql sql, ShowId id, boolean invited) {
    return sql.change(
            "UPDATE web_show SET invited = $2 WHERE id = $1 AND invited <> $2", id.value(), invited)
        == 1;
  }

  /** The newest shows for everybody, newest first. */
  public List<Show> newest() {
    return database.query(
        sql ->
            sql.list(
                SELECT
                    + " WHERE store_id = $1 AND NOT invited ORDER BY created_at DESC, id LIMIT $2",
                Shows::show,
                store,
                LISTED_MAX));
  }

  /** Creates the show, or changes its words; its key version and rehearsal stay. */
  public void put(Show show) {
    database.query(
        sql ->
            sql.change(
                "INSERT INTO web_show (id, store_id, title, title_en, presenter, description,"
                    + " sponsored, key_version, rehearsal)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
                    + " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
                    + " title_en = excluded.title_en, presenter = excluded.presenter,"
                    + " description = excluded.description, sponsored = excluded.sponsored",
                show.id().value(),
                store,
                show.title(),
                show.titleEn(),
                show.presenter(),
                show.description(),
                show.sponsored(),
                show.keyVersion(),
                show.rehearsal()));
  }

  /** Makes every stream key of the show worthless; the show with its new version. */
  static Optional<Show> raiseKeyVersion(Sql sql, ShowId id) {
    return sql.one(
        "UPDATE web_show SET key_version = key_version + 1 WHERE id = $1 RETURNING " + COLUMNS,
        Shows::show,
        id.value());
  }

  /** False when it was so already. */
  static boolean setRehearsal(Sql sql, ShowId id, boolean on) {
    return sql.change(
            "UPDATE web_show SET rehearsal = $2 WHERE id = $1 AND rehearsal <> $2", id.value(), on)
        == 1;
  }

  private static Show show(Row row) {
    return new Show(
        new ShowId(row.getString(0)),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getBoolean(5),
        row.getInteger(6),
        row.getBoolean(7));
  }

  private static ApiProblem unknown() {
    return new ApiProblem(404, "no_such_show", "この番組は見つかりませんでした。", "There is no such show.", false);
  }
}
