alter table feed.rebuild
    add column comparison text;
comment on column feed.rebuild.comparison is
    'How the tables that were built compare with those they replaced, as JSON: names and numbers of rows, never what is in them';
