package org.throughline.query.feed;

import java.sql.SQLException;

/** The next version of {@link FragileProjection}, whose table the older one cannot write. */
class NewerProjection extends FragileProjection {
    @Override
    public int version() {
        return 2;
    }

    @Override
    public String definition() {
        return super.definition() + "; alter table seen add column note text not null";
    }

    @Override
    void insert(Rows rows, Tables tables) throws SQLException {
        rows.run(tables, """
                insert into {seen} as seen (position, stream, note) select position, stream, 'new' from {rows}
                on conflict (position) do update set times = seen.times + 1""");
    }
}
