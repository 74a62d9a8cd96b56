// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/csvreader.h"
#include "core/catalogue/textsource.h"

#include <deque>

namespace chancery::catalogue {

/// A text that is written here, row by row, from something that is no CSV. One record for each row, so that the one
/// reader stays the only parser; what the row's own finding is travels beside it.
class RowText : public TextSource
{
public:
    /// The most that a row may take as CSV.
    static constexpr std::size_t rowLimit = std::size_t(RecordReader::recordLimit) / 2;

    Result<qint64> read(char *to) final;
    bool statesRows() const final { return true; }
    RowFacts nextRow() final;

protected:
    enum class More {
        Maybe,
        No,
    };
    /// Puts some further rows. Errors end the text behind the rows before them.
    virtual Result<More> produce() = 0;

    /// A whole line of CSV, with its line end. A row that is too long becomes a record that says so.
    void put(std::string_view line, RowFacts facts);

private:
    ByteBuffer m_text;
    std::size_t m_given = 0;
    std::deque<RowFacts> m_facts; ///< of the records that were not asked for yet
    bool m_hasEnded = false;
    std::optional<Error> m_error;
};

} // namespace chancery::catalogue
