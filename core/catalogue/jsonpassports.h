// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/jsonelements.h"
#include "core/catalogue/jsonleaves.h"
#include "core/catalogue/rowtext.h"

#include <unordered_map>

namespace chancery::catalogue {

/// What the passports of an array have, so that they can stand in columns.
struct JsonColumns
{
    QStringList names; ///< in order of their first appearance
    /// Those in `data` of which some passport has something else than a text, or nothing.
    QList<int> literal;
    bool areAll = true; ///< no passport follows those that were read
};

/// Reads the passports, or those before the text can no longer be read, which JsonPassports will say again; of good
/// ones at most `most`. Malformed ones count for nothing. Errors: those of JsonElements when there is none before;
/// FileEmpty when there is none.
Result<JsonColumns> jsonColumns(TextSource &text, const QString &file, qint64 most);

/// A JSON array of passports as CSV, its columns before them. A record's line is the line on which the passport starts.
/// In a column of literals a cell holds a JSON value, and nothing where the passport has no such member; elsewhere
/// text stays text, null becomes empty.
class JsonPassports : public RowText
{
public:
    /// Members that are not among the columns are passed over.
    JsonPassports(std::unique_ptr<TextSource> text, const QString &file, const JsonColumns &columns);

    qint64 position() const override { return m_text->position(); }

private:
    Result<More> produce() override;
    void putHeader();
    void putPassport();
    void setCell(const JsonLeaves::Leaf &leaf, RowFacts &facts);

    std::unique_ptr<TextSource> m_text;
    JsonElements m_elements;
    JsonLeaves m_leaves;
    JsonColumns m_columns;
    std::unordered_map<std::string_view, int> m_places; ///< views of m_names
    std::vector<std::string> m_names;
    std::vector<bool> m_isLiteral;
    std::vector<const JsonLeaves::Leaf *> m_cells;
    std::size_t m_next = 0; ///< the column that most likely follows
    bool m_hasHeader = false;
    ByteBuffer m_line;
    ByteBuffer m_literal;
};

} // namespace chancery::catalogue
