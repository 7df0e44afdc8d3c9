-- Paths that categories had before they were renamed: what sorts by itself under an old path is sorted under the new one.
CREATE TABLE category_alias (
    household INTEGER NOT NULL REFERENCES household (seq),
    path TEXT NOT NULL,
    category INTEGER NOT NULL REFERENCES account (seq),
    PRIMARY KEY (household, path)
) WITHOUT ROWID;
