"""The archive's tables as numbered migrations: the only place with DDL.

Applied by sqlite-utils' own migration table, each in one transaction with the record of having run. Times are read as
ISO 8601 text in UTC with "+00:00"; some are stored as seconds since 1970: the name of a column
begins with "own_" where SQLite makes a readable one of it (`GENERATED`). Lists that nobody joins on are one text with
an item a line.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from archive import copies, facts, indexing
from archive.query import has_unspaced, unspaced_text

APPLICATION_ID = 0x4E657773
"""`PRAGMA application_id` of an archive: "News" in ASCII."""

migrations = Migrations("news_archive")

CREATE = """
create table crawls (
    id integer primary key,
    spider text not null,
    arguments text not null default '{}',
    started_at text not null,
    finished_at text,
    status text not null default 'running'
);
create table crawl_sources (
    crawl_id integer not null references crawls(id),
    source text not null,
    new integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    duplicate integer not null default 0,
    not_article integer not null default 0,
    blocked integer not null default 0,
    gone integer not null default 0,
    failed integer not null default 0,
    primary key (crawl_id, source)
) without rowid;

create table articles (
    id integer primary key,
    source text not null,
    url text not null,
    url_key text not null,
    network text,
    publisher_id text,
    headline text not null,
    kicker text,
    dek text,
    byline text,
    dateline text,
    published text,
    published_text text,
    published_zone text,
    modified text,
    modified_text text,
    modified_zone text,
    section text,
    language text,
    body text not null,
    credits text,
    disclaimer text,
    access text not null default 'unknown',
    digest text not null,
    text_digest text not null,
    first_seen text not null,
    wording_seen text not null,
    gone_at text,
    crawl_id integer references crawls(id),
    evidence text not null default '{}'
);
create index articles_url_key on articles(url_key);
create unique index articles_publisher_id on articles(network, publisher_id) where publisher_id is not null;
create index articles_source_published on articles(source, published);
create index articles_published on articles(published);
create index articles_source_text on articles(source, text_digest);
create index articles_gone on articles(gone_at) where gone_at is not null;

create table authors (id integer primary key, name text not null unique);
create table article_authors (
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    author_id integer not null references authors(id),
    primary key (article_id, position)
) without rowid;
create index article_authors_author on article_authors(author_id);

create table organisations (id integer primary key, name text not null unique);
create table article_organisations (
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    organisation_id integer not null references organisations(id),
    primary key (article_id, position)
) without rowid;
create index article_organisations_organisation on article_organisations(organisation_id);

create table agencies (id integer primary key, name text not null unique);
create table article_agencies (
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    agency_id integer not null references agencies(id),
    primary key (article_id, position)
) without rowid;
create index article_agencies_agency on article_agencies(agency_id);

create table tags (id integer primary key, name text not null unique);
create table article_tags (
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    tag_id integer not null references tags(id),
    primary key (article_id, position)
) without rowid;
create index article_tags_tag on article_tags(tag_id);

create table images (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    url text not null,
    caption text,
    credit text,
    alt text,
    lead integer not null default 0
);
create index images_article on images(article_id, position);
create table media (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    kind text not null,
    url text not null,
    title text
);
create index media_article on media(article_id, position);
create table corrections (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    date text,
    text text not null
);
create index corrections_article on corrections(article_id, position);
create table author_bios (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    name text not null,
    text text not null
);
create index author_bios_article on author_bios(article_id, position);
create table live_entries (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    position integer not null,
    time text,
    headline text,
    text text not null
);
create index live_entries_article on live_entries(article_id, position);

create table revisions (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    number integer not null,
    seen_at text not null,
    replaced_at text not null,
    crawl_id integer references crawls(id),
    changed text not null,
    headline text not null,
    body text not null,
    digest text not null,
    fields text not null,
    unique (article_id, number)
);
create index revisions_replaced on revisions(replaced_at);

create table pages (
    id integer primary key,
    url text not null,
    url_key text not null unique,
    article_id integer references articles(id) on delete set null,
    source text not null,
    status text not null,
    http_status integer,
    etag text,
    last_modified text,
    lastmod text,
    visited_at text not null,
    reason text not null default ''
);
create index pages_article on pages(article_id);
create index pages_source_status on pages(source, status);
create table visits (
    id integer primary key,
    page_id integer not null references pages(id) on delete cascade,
    crawl_id integer references crawls(id),
    at text not null,
    http_status integer,
    outcome text not null,
    reason text not null default ''
);
create index visits_page on visits(page_id, at);
create index visits_crawl on visits(crawl_id);

create virtual table articles_fts using fts5 (
    headline, dek, byline, body,
    content="articles", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
create trigger articles_fts_insert after insert on articles begin
    insert into articles_fts (rowid, headline, dek, byline, body)
    values (new.id, new.headline, new.dek, new.byline, new.body);
end;
create trigger articles_fts_delete after delete on articles begin
    insert into articles_fts (articles_fts, rowid, headline, dek, byline, body)
    values ('delete', old.id, old.headline, old.dek, old.byline, old.body);
end;
create trigger articles_fts_update after update of headline, dek, byline, body on articles begin
    insert into articles_fts (articles_fts, rowid, headline, dek, byline, body)
    values ('delete', old.id, old.headline, old.dek, old.byline, old.body);
    insert into articles_fts (rowid, headline, dek, byline, body)
    values (new.id, new.headline, new.dek, new.byline, new.body);
end;
create virtual table articles_unspaced using fts5 (
    headline, dek, byline, body,
    content="", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

create view articles_by_day as
    select date(published) as day, source, count(*) as articles
    from articles where published is not null group by 1, 2;
create view articles_with_disclaimer as
    select id, source, published, headline, disclaimer, url from articles where disclaimer is not null;
create view changes as
    select revisions.replaced_at, articles.source, articles.id as article_id, revisions.number, revisions.changed,
           revisions.headline as old_headline, articles.headline, articles.url
    from revisions join articles on articles.id = revisions.article_id;
create view aliases as
    select pages.article_id, pages.url from pages join articles on articles.id = pages.article_id
    where pages.url != articles.url;
"""


@migrations()
def m001_articles(db: Database) -> None:
    """Articles and their parts, pages and visits, earlier wordings, crawls, full-text search."""
    for statement in statements(CREATE):
        db.conn.execute(statement)
    db.conn.execute(f"pragma application_id = {APPLICATION_ID}")


CAPTURES = """
create table sources (
    name text primary key,
    url text not null,
    language text,
    zone text,
    network text,
    hosts text not null default ''
) without rowid;

create table capture_files (
    id integer primary key,
    name text not null unique,
    opened_at text not null,
    sealed_at text,
    chain text
);
create table captures (
    id integer primary key,
    file_id integer not null references capture_files(id),
    offset integer not null,
    length integer not null,
    request_length integer not null default 0,
    url text not null,
    url_key text not null,
    at text not null,
    http_status integer,
    media_type text,
    kind text not null,
    payload_digest text,
    refers_to integer references captures(id),
    source text,
    unique (file_id, offset)
);
create index captures_url_key on captures(url_key, at);
create index captures_payload on captures(payload_digest) where kind = 'response';

alter table visits add column capture_id integer references captures(id) on delete set null;
alter table articles add column capture_id integer references captures(id) on delete set null;
alter table revisions add column capture_id integer references captures(id) on delete set null;
"""


@migrations()
def m002_captures(db: Database) -> None:
    """Raw captures (WARC) beside the archive, and what a crawl knows of a site that its pages do not say."""
    for statement in statements(CAPTURES):
        db.conn.execute(statement)


HISTORY = """
alter table articles add column extraction text;
alter table revisions add column extraction text;
alter table revisions add column kinds text;
alter table revisions add column announced integer;
alter table revisions add column read_alike integer;
alter table revisions add column words_added integer;
alter table revisions add column words_removed integer;
create index revisions_to_judge on revisions(article_id) where kinds is null;
alter table pages add column payload text;
alter table visits add column wording integer;
create table rereadings (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    wording integer not null,
    at text not null,
    extraction text,
    changed text not null,
    fields text not null
);
create index rereadings_article on rereadings(article_id, wording);

drop view changes;
create view changes as
    select revisions.replaced_at, articles.source, revisions.kinds, revisions.announced, revisions.changed,
           revisions.headline as old_headline, coalesce(later.headline, articles.headline) as headline,
           revisions.words_added, revisions.words_removed, revisions.read_alike,
           articles.id as article_id, revisions.number, articles.url
    from revisions join articles on articles.id = revisions.article_id
    left join revisions as later on later.article_id = revisions.article_id and later.number = revisions.number + 1
    where revisions.kinds != '';
create view silent_edits as
    select replaced_at, source, kinds, old_headline, headline, words_added, words_removed, article_id, number, url
    from changes
    where announced = 0 and kinds not in ('live', 'notice', 'live, notice') and coalesce(read_alike, 1) = 1;
"""


@migrations()
def m003_history(db: Database) -> None:
    """Each change with its kinds, whether it was announced, and the version of extraction that read either side.

    A revision's `kinds` are of the change that replaced it. Those without (null) get them when `Archive` next opens the
    file for writing: from what is stored, whenever it was stored.
    """
    for statement in statements(HISTORY):
        db.conn.execute(statement)


COPIES = """
create table fingerprints (
    hash integer not null,
    article_id integer not null,
    primary key (hash, article_id)
) without rowid;
create table story_numbers (
    number text not null,
    article_id integer not null references articles(id) on delete cascade,
    primary key (number, article_id)
) without rowid;
create index story_numbers_article on story_numbers(article_id);
create table copies (
    article_id integer not null references articles(id) on delete cascade,
    other_id integer not null references articles(id) on delete cascade,
    share real not null,
    other_share real not null,
    by_number integer not null default 0,
    primary key (article_id, other_id)
) without rowid;
create index copies_other on copies(other_id);
create table article_stories (
    article_id integer primary key references articles(id) on delete cascade,
    story_id integer not null
);
create index article_stories_story on article_stories(story_id);
create table comparing (compared integer not null, before integer not null);
insert into comparing (compared, before) select 0, coalesce(max(id), 0) from articles;

create view stories as
    select story_id, count(*) as articles, count(distinct source) as sources,
           min(coalesce(published, first_seen)) as first_at, max(coalesce(published, first_seen)) as last_at
    from article_stories join articles on articles.id = article_id group by story_id;
create view printed_by as
    select story_id, articles.id as article_id, source, published, first_seen, headline,
           (select group_concat(name, ', ') from article_agencies join agencies on agencies.id = agency_id
            where article_agencies.article_id = articles.id) as agencies, url
    from article_stories join articles on articles.id = article_stories.article_id;
create view stories_by_day as
    select day, count(*) as stories, sum(articles) as articles
    from (select date(min(coalesce(published, first_seen))) as day, count(*) as articles
          from articles left join article_stories on article_id = articles.id
          group by coalesce(story_id, articles.id))
    group by day;
"""


@migrations()
def m004_copies(db: Database) -> None:
    """Copies among the sources: fingerprints to find them by, pairs, and the stories they make.

    Articles that are there already are compared by `copies.catch_up`: those up to `before` that are after `compared`.
    """
    for statement in statements(COPIES):
        db.conn.execute(statement)


@migrations()
def m005_visits_of_captures(db: Database) -> None:
    """The visit that a capture is of is found without reading them all."""
    db.conn.execute("create index visits_capture on visits(capture_id) where capture_id is not null")


SEARCH = """
alter table articles add column facts text not null default '';

drop trigger articles_fts_insert;
drop trigger articles_fts_delete;
drop trigger articles_fts_update;
drop table articles_fts;
drop table articles_unspaced;
create virtual table articles_fts using fts5 (
    headline, dek, byline, body, facts,
    content="articles", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
create virtual table articles_unspaced using fts5 (
    headline, dek, byline, body, facts,
    content="", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

create table arrivals (number integer primary key, article_id integer not null);
create table watches (
    id integer primary key,
    name text not null unique,
    query text not null,
    source text,
    agency text,
    language text,
    since text,
    until text,
    hook text,
    made_at text not null,
    checked_at text,
    checked_to integer not null
);
create table watch_hits (
    id integer primary key,
    watch_id integer not null references watches(id) on delete cascade,
    article_id integer not null references articles(id) on delete cascade,
    found_at text not null,
    told_at text,
    unique (watch_id, article_id)
);
create index watch_hits_article on watch_hits(article_id);
create index watch_hits_untold on watch_hits(watch_id) where told_at is null;
"""

SEARCH_TRIGGERS = """
create trigger articles_fts_insert after insert on articles begin
    insert into articles_fts (rowid, headline, dek, byline, body, facts)
    values (new.id, new.headline, new.dek, new.byline, new.body, new.facts);
    insert into arrivals (article_id) values (new.id);
end;
create trigger articles_fts_delete after delete on articles begin
    insert into articles_fts (articles_fts, rowid, headline, dek, byline, body, facts)
    values ('delete', old.id, old.headline, old.dek, old.byline, old.body, old.facts);
end;
create trigger articles_fts_update after update of headline, dek, byline, body, facts on articles
when old.headline is not new.headline or old.dek is not new.dek or old.byline is not new.byline
    or old.body is not new.body or old.facts is not new.facts
begin
    insert into articles_fts (articles_fts, rowid, headline, dek, byline, body, facts)
    values ('delete', old.id, old.headline, old.dek, old.byline, old.body, old.facts);
    insert into articles_fts (rowid, headline, dek, byline, body, facts)
    values (new.id, new.headline, new.dek, new.byline, new.body, new.facts);
    insert into arrivals (article_id) values (new.id);
end;
"""


@migrations()
def m006_search(db: Database) -> None:
    """What filters go by stands in the full-text index (`archive.facts`); saved searches, and what came since when.

    `arrivals` has a row for each new article and each change of what can be searched, in the order in which they came.
    """
    sql = db.conn
    for statement in statements(SEARCH):
        sql.execute(statement)

    def of(number: int, source: str, language: str | None, published: str | None) -> str:
        def named(kind: str, column: str) -> list[str]:
            found = sql.execute(
                f"select name from article_{kind} join {kind} on {kind}.id = {column} "  # noqa: S608
                "where article_id = ? order by position",
                (number,),
            )
            return [name for (name,) in found]

        return facts.of(source, language, published, named("agencies", "agency_id"), named("authors", "author_id"))

    last = 0
    while rows := sql.execute(
        "select id, source, language, published, headline, dek, byline, body from articles where id > ? "
        "order by id limit 1000",
        (last,),
    ).fetchall():
        for number, source, language, published, *texts in rows:
            found = of(number, source, language, published)
            sql.execute("update articles set facts = ? where id = ?", (found, number))
            if any(map(has_unspaced, texts)):
                sql.execute(
                    "insert into articles_unspaced (rowid, headline, dek, byline, body, facts) "
                    "values (?, ?, ?, ?, ?, ?)",
                    (number, *map(unspaced_text, texts), found),
                )
        last = rows[-1][0]
    sql.execute("insert into articles_fts (articles_fts) values ('rebuild')")
    for statement in statements(SEARCH_TRIGGERS):
        sql.execute(statement)


TOMBSTONES = """
create table tombstones (
    id integer primary key,
    article_id integer not null,
    source text not null,
    network text,
    publisher_id text,
    removed_at text not null,
    reason text not null,
    finished_at text
);
create table notices (
    id integer primary key,
    tombstone_id integer not null references tombstones(id),
    file_id integer not null references capture_files(id),
    offset integer not null,
    length integer not null
);
create index notices_tombstone on notices(tombstone_id);
create index tombstones_article on tombstones(article_id);
create table tombstone_keys (
    digest text primary key,
    tombstone_id integer not null references tombstones(id)
) without rowid;
create table removals (
    id integer primary key,
    tombstone_id integer not null references tombstones(id),
    file_id integer not null references capture_files(id),
    offset integer not null,
    length integer not null,
    sha256 text,
    unique (file_id, offset)
);
create index removals_tombstone on removals(tombstone_id);
create view removed_articles as
    select tombstones.id, article_id, source, network, publisher_id, removed_at, reason,
           (select count(*) from removals where tombstone_id = tombstones.id) as capture_records
    from tombstones;
"""


@migrations()
def m007_tombstones(db: Database) -> None:
    """What was removed on request, so that nothing brings it back, and which records of the captures went with it.

    `removals.sha256` is that of what is to stand in the record's place; null until a notice says so. `notices` are the
    records of the captures that do.
    """
    for statement in statements(TOMBSTONES):
        db.conn.execute(statement)


BROWSING = """
alter table watches drop column hook;
drop index articles_published;
create index articles_published on articles(published, source);
create index articles_language on articles(language);
create index articles_disclaimer on articles(published) where disclaimer is not null;
create index pages_trouble on pages(visited_at) where status != 'article';
"""


@migrations()
def m008_browsing(db: Database) -> None:
    """Indexes for the facets and ready-made questions of large archives.

    What a saved search's hook runs is said where it is run: a file that someone else made must not run anything.
    """
    for statement in statements(BROWSING):
        db.conn.execute(statement)


HEALTH = """
create table source_health (
    crawl_id integer not null references crawls(id),
    source text not null,
    at text not null,
    asked text not null,
    state text not null,
    ailing text not null,
    since text,
    findings text not null,
    recovered text not null,
    told integer not null,
    pages integer not null,
    blocked integer not null,
    empty integer not null,
    failed integer not null,
    gone integer not null,
    read integer not null,
    headline integer not null,
    body integer not null,
    articles integer not null,
    published integer not null,
    byline integer not null,
    section integer not null,
    dek integer not null,
    images integer not null,
    captions integer not null,
    tags integer not null,
    new integer not null,
    kept integer not null,
    lost integer not null,
    looked integer not null,
    barren text not null,
    unreached text not null,
    primary key (crawl_id, source)
) without rowid;
create index source_health_source on source_health(source, at);
create view source_health_now as
    select source_health.source, state, since, ailing, findings, at, new, articles, crawl_id
    from sources join source_health on source_health.source = sources.name and at = coalesce(
        (select at from source_health where source = name and state != 'learning' order by at desc limit 1),
        (select max(at) from source_health where source = name))
    group by source_health.source;
"""


@migrations()
def m009_health(db: Database) -> None:
    """What each run saw of each source, and whether that source still works."""
    for statement in statements(HEALTH):
        db.conn.execute(statement)


VISITING = """
alter table pages add column status_since text;
alter table pages add column next_visit text;
update pages set status_since = visited_at;
update pages set next_visit = visited_at where status in ('failed', 'blocked');
update pages set next_visit = strftime('%Y-%m-%dT%H:%M:%S+00:00', visited_at, '+30 days')
    where status in ('article', 'gone') and article_id is not null and http_status is not null;
create index pages_next_visit on pages(source, next_visit) where next_visit is not null;
create view next_visits as
    select next_visit, pages.source, status, status_since, visited_at, headline, article_id, pages.url
    from pages left join articles on articles.id = article_id where next_visit is not null;
"""


@migrations()
def m010_visiting(db: Database) -> None:
    """When each page is to be looked at again, and since when it is what the last visit found.

    What was there before has its turn 30 days after its last visit, and what failed or was blocked at once.
    """
    for statement in statements(VISITING):
        db.conn.execute(statement)


POLICIES = """
create table site_files (
    origin text not null,
    name text not null,
    source text,
    asked_at text not null,
    http_status integer not null,
    etag text,
    last_modified text,
    text text,
    changed_at text not null,
    primary key (origin, name)
) without rowid;
create table page_signals (
    source text not null,
    signal text not null,
    value text not null,
    first_at text not null,
    last_at text not null,
    pages integer not null,
    url text not null,
    primary key (source, signal, value)
) without rowid;
"""


@migrations()
def m011_policies(db: Database) -> None:
    """What sites say of how they may be crawled and used."""
    for statement in statements(POLICIES):
        db.conn.execute(statement)


INDEX = """
drop trigger articles_fts_insert;
drop trigger articles_fts_delete;
drop trigger articles_fts_update;
drop table articles_fts;
drop table articles_unspaced;
create virtual table articles_fts using fts5 (
    body, headline, dek, byline, facts,
    content="articles", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
create virtual table articles_unspaced using fts5 (
    body, headline, dek, byline, facts,
    content="", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
"""

INDEX_TRIGGERS = """
create trigger articles_fts_insert after insert on articles begin
    insert into articles_fts (rowid, body, headline, dek, byline, facts)
    values (new.id, spaced_text(new.body), spaced_text(new.headline), spaced_text(new.dek), spaced_text(new.byline),
            new.facts);
    insert into arrivals (article_id) values (new.id);
end;
create trigger articles_fts_delete after delete on articles begin
    insert into articles_fts (articles_fts, rowid, body, headline, dek, byline, facts)
    values ('delete', old.id, spaced_text(old.body), spaced_text(old.headline), spaced_text(old.dek),
            spaced_text(old.byline), old.facts);
end;
create trigger articles_fts_update after update of headline, dek, byline, body, facts on articles
when old.headline is not new.headline or old.dek is not new.dek or old.byline is not new.byline
    or old.body is not new.body or old.facts is not new.facts
begin
    insert into articles_fts (articles_fts, rowid, body, headline, dek, byline, facts)
    values ('delete', old.id, spaced_text(old.body), spaced_text(old.headline), spaced_text(old.dek),
            spaced_text(old.byline), old.facts);
    insert into articles_fts (rowid, body, headline, dek, byline, facts)
    values (new.id, spaced_text(new.body), spaced_text(new.headline), spaced_text(new.dek), spaced_text(new.byline),
            new.facts);
    insert into arrivals (article_id) values (new.id);
end;
"""


@migrations()
def m012_index(db: Database) -> None:
    """Full-text indexes that take a third less: the body first, and scripts without spaces in one of them only."""
    sql = db.conn
    for statement in statements(INDEX):
        sql.execute(statement)
    for table in ("articles_fts", "articles_unspaced"):
        sql.execute(f"insert into {table} ({table}, rank) values ('hashsize', ?)", (indexing.HASH_BYTES,))  # noqa: S608
    indexing.fill(sql)
    for statement in statements(INDEX_TRIGGERS):
        sql.execute(statement)


DOCUMENTS = """
create table documents (
    url text primary key,
    source text not null,
    parent text,
    lastmod text,
    etag text,
    last_modified text,
    digest text,
    scope text not null,
    listed integer not null,
    read_at text not null,
    visited_at text not null
) without rowid;
create index documents_source on documents(source);
create table validators (
    host text not null,
    kind text not null,
    changed integer not null,
    lied integer not null,
    idle integer not null,
    shared integer not null,
    primary key (host, kind)
) without rowid;
alter table pages add column dated text;
"""


@migrations()
def m013_documents(db: Database) -> None:
    """Feeds and sitemaps that need not be read again, and how far the validators of each host can be believed.

    And the date of pages that are not stored, as they lie outside of what a crawl was asked for.
    """
    for statement in statements(DOCUMENTS):
        db.conn.execute(statement)


@migrations()
def m014_browser(db: Database) -> None:
    """Which sites are read as a browser shows them, so that a revisit reads them likewise."""
    db.conn.execute("alter table sources add column browser integer not null default 0")


@migrations()
def m015_bulk(db: Database) -> None:
    """New articles come into the full-text index many at once (`archive.pending`), and no more by a trigger."""
    db.conn.execute("drop trigger if exists articles_fts_insert")


@migrations()
def m016_fingerprints(db: Database) -> None:
    """Fingerprints by a hash that takes half the time; `m018_fingerprints` makes them by another one."""


SMALLER = """
create table evidence_forms (id integer primary key, form text not null);
alter table articles add column evidence_form integer references evidence_forms(id);
drop index articles_source_text;
create index articles_text on articles(substr(text_digest, 3, 12));
drop index visits_page;
create index visits_page on visits(page_id);
"""


@migrations()
def m017_smaller(db: Database) -> None:
    """What the evidence of many articles has in common is stored once (`archive.evidence`); smaller indexes.

    Evidence that is there already stays whole, which `evidence_form` tells by being null.
    """
    for statement in statements(SMALLER):
        db.conn.execute(statement)


@migrations()
def m018_fingerprints(db: Database) -> None:
    """Fingerprints by hashes of whole texts (`archive.wordhashes`). The pairs that were found by earlier ones stay."""
    copies.fill(db.conn)


ADDRESSES = """
drop index articles_url_key;
alter table articles rename column url_key to own_key;
alter table articles add column url_key text generated always as (iif(own_key = '', url, own_key)) virtual;
create table article_addresses (
    address integer not null,
    article_id integer not null,
    primary key (address, article_id)
) without rowid;
insert into article_addresses (address, article_id) select address_number(url_key), id from articles order by 1;
create trigger articles_address_insert after insert on articles begin
    insert into article_addresses (address, article_id) values (address_number(new.url_key), new.id);
end;
create trigger articles_address_delete after delete on articles begin
    delete from article_addresses where address = address_number(old.url_key) and article_id = old.id;
end;
create trigger articles_address_update after update of url, own_key on articles
when old.url_key is not new.url_key
begin
    delete from article_addresses where address = address_number(old.url_key) and article_id = old.id;
    insert into article_addresses (address, article_id) values (address_number(new.url_key), new.id);
end;

drop view aliases;
drop view next_visits;
create table pages_anew (
    id integer primary key,
    url text not null,
    own_key text not null default '',
    address integer not null unique,
    article_id integer references articles(id) on delete set null,
    source text not null,
    status text not null,
    http_status integer,
    etag text,
    last_modified text,
    lastmod text,
    visited_at text not null,
    reason text not null default '',
    payload text,
    status_since text,
    next_visit text,
    dated text,
    url_key text generated always as (iif(own_key = '', url, own_key)) virtual
);
insert into pages_anew (id, url, own_key, address, article_id, source, status, http_status, etag, last_modified,
                        lastmod, visited_at, reason, payload, status_since, next_visit, dated)
    select id, url, iif(url_key = url, '', url_key), address_number(url_key), article_id, source, status, http_status,
           etag, last_modified, lastmod, visited_at, reason, payload, nullif(status_since, visited_at), next_visit,
           dated
    from pages order by id;
drop table pages;
alter table pages_anew rename to pages;
create index pages_article on pages(article_id);
create index pages_source_status on pages(source, status);
create index pages_trouble on pages(visited_at) where status != 'article';
create index pages_next_visit on pages(source, next_visit) where next_visit is not null;
create view aliases as
    select pages.article_id, pages.url from pages join articles on articles.id = pages.article_id
    where pages.url != articles.url;
create view next_visits as
    select next_visit, pages.source, status, coalesce(status_since, visited_at) as status_since, visited_at, headline,
           article_id, pages.url
    from pages left join articles on articles.id = article_id where next_visit is not null;
"""


@migrations()
def m019_addresses(db: Database) -> None:
    """Addresses are found by a number, and stored once: `own_key` and `status_since` only where they say more.

    Rows of articles stay as they are, with their addresses twice. Indexes are merged before something is put into them
    (`indexing.put`), and no more afterwards.
    """
    for statement in statements(ADDRESSES):
        db.conn.execute(statement)
    for table in ("articles_fts", "articles_unspaced"):
        db.conn.execute(f"insert into {table} ({table}, rank) values ('automerge', 0)")  # noqa: S608


SHORTER = """
drop trigger articles_address_insert;
drop view stories;
drop view printed_by;
drop view stories_by_day;
drop view aliases;
drop view next_visits;
drop index articles_text;
alter table articles rename column digest to own_digest;
alter table articles rename column text_digest to own_text_digest;
alter table articles rename column first_seen to own_first_seen;
alter table articles rename column wording_seen to own_wording_seen;
alter table articles rename column published_text to own_published_text;
alter table articles rename column modified_text to own_modified_text;
update articles set own_published_text = '' where own_published_text is null and published is not null;
update articles set own_modified_text = '' where own_modified_text is null and modified is not null;
alter table articles add column own_first_second integer;
alter table articles add column first_seen text generated always as
    (iif(own_first_seen = '', strftime('%Y-%m-%dT%H:%M:%S+00:00', own_first_second, 'unixepoch'), own_first_seen))
    virtual;
alter table articles add column wording_seen text generated always as
    (iif(own_wording_seen = '', first_seen, own_wording_seen)) virtual;
alter table articles add column digest text generated always as
    (iif(typeof(own_digest) = 'blob', '1:' || lower(hex(own_digest)), own_digest)) virtual;
alter table articles add column text_digest text generated always as
    (iif(typeof(own_text_digest) = 'blob', '1:' || lower(hex(own_text_digest)), own_text_digest)) virtual;
alter table articles add column published_text text generated always as
    (coalesce(own_published_text, published)) virtual;
alter table articles add column modified_text text generated always as
    (coalesce(own_modified_text, modified)) virtual;
create index articles_text on articles
    (iif(typeof(own_text_digest) = 'blob', substr(own_text_digest, 1, 6), substr(own_text_digest, 3, 12)));

create table pages_anew (
    id integer primary key,
    url text not null,
    own_key text not null default '',
    address integer not null unique,
    article_id integer references articles(id) on delete set null,
    source text not null,
    status text not null,
    http_status integer,
    etag text,
    last_modified text,
    lastmod text,
    own_visited_second integer not null,
    reason text not null default '',
    payload text,
    status_since text,
    next_visit text,
    dated text,
    url_key text generated always as (iif(own_key = '', url, own_key)) virtual,
    visited_at text generated always as (strftime('%Y-%m-%dT%H:%M:%S+00:00', own_visited_second, 'unixepoch')) virtual
);
insert into pages_anew (id, url, own_key, address, article_id, source, status, http_status, etag, last_modified,
                        lastmod, own_visited_second, reason, payload, status_since, next_visit, dated)
    select id, url, own_key, address, article_id, source, status, http_status, etag, last_modified, lastmod,
           cast(strftime('%s', visited_at) as integer), reason, payload, status_since, next_visit, dated
    from pages order by id;
drop table pages;
alter table pages_anew rename to pages;
create index pages_article on pages(article_id);
create index pages_source_status on pages(source, status);
create index pages_trouble on pages(visited_at) where status != 'article';
create index pages_next_visit on pages(source, next_visit) where next_visit is not null;

create table visits_anew (
    id integer primary key,
    page_id integer not null references pages(id) on delete cascade,
    crawl_id integer references crawls(id),
    own_at_second integer not null,
    http_status integer,
    outcome text not null,
    reason text not null default '',
    capture_id integer references captures(id) on delete set null,
    wording integer,
    at text generated always as (strftime('%Y-%m-%dT%H:%M:%S+00:00', own_at_second, 'unixepoch')) virtual
);
insert into visits_anew (id, page_id, crawl_id, own_at_second, http_status, outcome, reason, capture_id, wording)
    select id, page_id, crawl_id, cast(strftime('%s', at) as integer), http_status, outcome, reason, capture_id, wording
    from visits order by id;
drop table visits;
alter table visits_anew rename to visits;
create index visits_page on visits(page_id);
create index visits_crawl on visits(crawl_id);
create index visits_capture on visits(capture_id) where capture_id is not null;

create view stories as
    select story_id, count(*) as articles, count(distinct source) as sources,
           min(coalesce(published, first_seen)) as first_at, max(coalesce(published, first_seen)) as last_at
    from article_stories join articles on articles.id = article_id group by story_id;
create view printed_by as
    select story_id, articles.id as article_id, source, published, first_seen, headline,
           (select group_concat(name, ', ') from article_agencies join agencies on agencies.id = agency_id
            where article_agencies.article_id = articles.id) as agencies, url
    from article_stories join articles on articles.id = article_stories.article_id;
create view stories_by_day as
    select day, count(*) as stories, sum(articles) as articles
    from (select date(min(coalesce(published, first_seen))) as day, count(*) as articles
          from articles left join article_stories on article_id = articles.id
          group by coalesce(story_id, articles.id))
    group by day;
create view aliases as
    select pages.article_id, pages.url from pages join articles on articles.id = pages.article_id
    where pages.url != articles.url;
create view next_visits as
    select next_visit, pages.source, status, coalesce(status_since, visited_at) as status_since, visited_at, headline,
           article_id, pages.url
    from pages left join articles on articles.id = article_id where next_visit is not null;
"""

GENERATED = {
    "articles": (
        "url_key", "first_seen", "wording_seen", "digest", "text_digest", "published_text", "modified_text", "facts",
    ),
    "pages": ("url_key", "visited_at"),
    "visits": ("at",),
}  # fmt: skip
"""The columns that are read, and not written: SQLite makes each of a shorter one."""


@migrations()
def m020_shorter(db: Database) -> None:
    """Digests are bytes, times of visits seconds since 1970, and what repeats another column is not stored.

    The addresses of new articles are put in many at once (`archive.pending`), and no more by a trigger.

    They are read as before, from columns that SQLite makes of these. Rows of articles stay as they are.
    """
    for statement in statements(SHORTER):
        db.conn.execute(statement)


SPARSER = """
drop trigger articles_fts_delete;
drop trigger articles_fts_update;
drop trigger articles_address_update;
alter table articles rename column facts to own_facts;
alter table articles add column facts text generated always as (iif(
    substr(own_facts, 1, 1) = char(57345), own_facts,
    char(57345) || replace(replace(source, '-', char(57344)), '.', char(57344) || '2e' || char(57344))
    || coalesce(' ' || char(57346) || language, '')
    || coalesce(' ' || char(57349) || substr(published, 1, 4)
                || ' ' || char(57349) || substr(published, 1, 4) || substr(published, 6, 2), '')
    || own_facts)) virtual;
create trigger articles_fts_delete after delete on articles begin
    insert into articles_fts (articles_fts, rowid, body, headline, dek, byline, facts)
    values ('delete', old.id, spaced_text(old.body), spaced_text(old.headline), spaced_text(old.dek),
            spaced_text(old.byline), old.facts);
end;
create trigger articles_fts_update
after update of headline, dek, byline, body, own_facts, source, language, published on articles
when old.headline is not new.headline or old.dek is not new.dek or old.byline is not new.byline
    or old.body is not new.body or old.facts is not new.facts
begin
    insert into articles_fts (articles_fts, rowid, body, headline, dek, byline, facts)
    values ('delete', old.id, spaced_text(old.body), spaced_text(old.headline), spaced_text(old.dek),
            spaced_text(old.byline), old.facts);
    insert into articles_fts (rowid, body, headline, dek, byline, facts)
    values (new.id, spaced_text(new.body), spaced_text(new.headline), spaced_text(new.dek), spaced_text(new.byline),
            new.facts);
    insert into arrivals (article_id) select new.id where exists (select 1 from watches);
end;
delete from arrivals where not exists (select 1 from watches);

delete from article_addresses where exists (
    select 1 from pages where pages.address = article_addresses.address and article_id = article_addresses.article_id);
create trigger articles_address_update after update of url, own_key on articles
when old.url_key is not new.url_key
begin
    delete from article_addresses where address = address_number(old.url_key) and article_id = old.id;
    delete from article_addresses where address = address_number(new.url_key) and article_id = new.id;
    insert into article_addresses (address, article_id) select address_number(new.url_key), new.id where not exists (
        select 1 from pages where address = address_number(new.url_key) and article_id = new.id);
end;
create trigger pages_address_update after update of article_id on pages
when old.article_id is not null and new.article_id is not old.article_id
begin
    delete from article_addresses where address = old.address and article_id = old.article_id;
    insert into article_addresses (address, article_id)
    select old.address, id from articles where id = old.article_id and address_number(url_key) = old.address;
end;
create trigger pages_address_delete after delete on pages when old.article_id is not null begin
    delete from article_addresses where address = old.address and article_id = old.article_id;
    insert into article_addresses (address, article_id)
    select old.address, id from articles where id = old.article_id and address_number(url_key) = old.address;
end;
"""


@migrations()
def m021_sparser(db: Database) -> None:
    """What can be told from something else is not stored: of the facts, what other columns say; the address of an
    article whose page is of it; what arrives while there is no saved search.

    Facts and evidence of articles that are there already stay whole. What its triggers insert is deleted before, as the
    statement that fires them decides what a conflict comes to, and not theirs (https://www.sqlite.org/lang_createtrigger.html).
    """
    for statement in statements(SPARSER):
        db.conn.execute(statement)


def bring_up_to_date(db: Database) -> None:
    """Run the migrations that an archive has not had. Foreign keys are off, and a transaction is open."""
    _mend_first_draft(db.conn)
    indexing.register(db.conn)  # what triggers call must be there when a table is altered, not only when they run
    migrations.apply(db)


def _mend_first_draft(sql: sqlite3.Connection) -> None:
    """Give an archive written by a draft of the first migration the tables of the migration as it stands.

    In the draft no two articles could have one address, and a view had another name; the record of its having run is
    the same.
    """
    drafted = "url_key text not null unique"
    row = sql.execute("select sql from sqlite_master where name = 'articles' and type = 'table'").fetchone()
    if row and drafted in row[0]:
        made_of_it = sql.execute(
            "select type, name, sql from sqlite_master "
            "where tbl_name = 'articles' and type in ('index', 'trigger') and sql is not null"
        ).fetchall()
        for kind, name, _ in made_of_it:
            sql.execute(f"drop {kind} {name}")
        sql.execute("pragma legacy_alter_table = on")  # what refers to the table goes on meaning its name
        sql.execute("alter table articles rename to drafted")
        sql.execute("pragma legacy_alter_table = off")
        sql.execute(row[0].replace(drafted, "url_key text not null"))
        sql.execute("insert into articles select * from drafted")
        sql.execute("drop table drafted")
        for _, _, ddl in made_of_it:
            sql.execute(ddl)
        sql.execute("create index articles_url_key on articles(url_key)")
    view = sql.execute("select sql from sqlite_master where name = 'articles_with_notice' and type = 'view'").fetchone()
    if view:
        sql.execute("drop view articles_with_notice")
        sql.execute(view[0].replace("articles_with_notice", "articles_with_disclaimer"))


def names() -> set[str]:
    """The migrations that this version knows."""
    db = Database(memory=True)
    try:
        return {migration.name for migration in migrations.pending(db)}
    finally:
        db.close()


def statements(script: str) -> list[str]:
    """The single statements of a script, triggers whole."""
    found: list[str] = []
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            found.append(part.strip())
            part = ""
    return found
