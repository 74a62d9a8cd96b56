// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/defect.h"
#include "core/catalogue/rowoverlay.h"
#include "core/catalogue/specials.h"
#include "core/catalogue/textsource.h"

namespace chancery::catalogue {

/// One record as bytes of the reader's buffer; valid until the next call of next(). Up to ByteBuffer::padding bytes
/// behind a text may be read.
class RawRecord
{
public:
    qint64 number = -1;            ///< 0 for the header
    qint64 line = 0;               ///< physical line on which it starts
    int fieldCount = 0;            ///< as in the file; 0 for a broken one
    bool isBroken = false;         ///< UnclosedQuote, RecordTooLong or an unreadable row: its fields are not known
    bool hasInnerControls = false; ///< a quoted line end or a TAB somewhere
    std::vector<Defect> defects;

    /// The fields that are kept: all but those behind RecordReader::maxFields.
    int keptFields() const { return std::min(fieldCount, int(m_spans.size())); }
    std::string_view text(int column) const
    {
        const Span &span = m_spans[std::size_t(column)];
        return {m_base + span.begin, span.size};
    }

    /// The record as it stands in the text, its line end included; only with RecordReader::keepRaw().
    std::string_view raw() const { return m_raw; }

private:
    friend class RecordReader;
    friend class RowOverlay;
    friend class RowSpool;
    struct Span
    {
        quint32 begin = 0; ///< from the record's start
        quint32 size = 0;
    };
    const char *m_base = nullptr;
    std::string_view m_raw;
    std::vector<Span> m_spans;
};

/// The one streaming CSV parser of preview, check and run: RFC 4180, and CR, LF or CRLF as line end. Memory does not
/// grow with the text, and the time is linear in its size.
///
/// Whatever the RFC does not allow becomes a defect of its record:
/// - a quote inside an unquoted field is kept as text (StrayQuote);
/// - text behind a closing quote on the opening one's line (TextAfterQuote) is kept with its quotes;
/// - a quote that is never closed, or is closed on a later line with text behind it, or not within recordLimit
///   (UnclosedQuote): the record ends with the line of its opening quote, and reading goes on behind that line;
/// - a line longer than recordLimit (RecordTooLong) is passed over.
/// Empty lines are no records.
class RecordReader
{
public:
    static constexpr std::size_t maxFields = 16'384;
    static constexpr qint64 recordLimit = 8 * 1024 * 1024;

    enum class Step {
        Record,
        End,
        Failed,
    };

    /// No fields are enclosed when `quote` is 0.
    RecordReader(TextSource &source, char separator, char quote = '"');

    /// Passes over the first line (`sep=;`).
    void skipLine();
    /// From now on records come as these edits want them: `columns` cells in each that is touched, none that is
    /// removed.
    void setEdits(Edits edits, int columns);
    /// Removed records come too, as they stand in the text.
    void showRemoved() { m_showsRemoved = true; }
    /// From now on RawRecord::raw() is filled.
    void keepRaw() { m_keepsRaw = true; }
    Step next()
    {
        Step step = parse();
        while (m_overlay && step == Step::Record && !m_overlay->apply(m_out) && !m_showsRemoved)
            step = parse();
        return step;
    }
    /// The record that was read comes once more, as the first behind a header that the text does not have.
    void repeat() { m_isRepeated = true; }
    const RawRecord &record() const { return m_out; }
    /// Where the record starts in the text as UTF-8.
    qint64 offset() const { return m_dropped + qint64(m_record) - m_discarded; }
    /// Records read so far, without the header.
    qint64 count() const { return m_number - 1; }
    /// The text given begins in the middle of a longer one, with this record.
    void startAt(qint64 number, qint64 line)
    {
        m_number = number;
        m_line = line;
    }
    /// Bytes of UTF-8 text that are behind the records so far.
    qint64 consumed() const { return m_finished; }
    /// Precondition: next() said Failed.
    const Error &error() const { return *m_error; }

private:
    static constexpr std::size_t none = std::size_t(-1);
    static constexpr std::size_t window = 32 * 1024; ///< indexed at once, so that the index stays in the nearest cache

    enum class State {
        Plain,
        Quoted,
        QuoteSeen, ///< in a quoted field, behind a quote that closes it or is one of a pair
        Loose,     ///< behind text that follows a closing quote
        Discard,   ///< in a line that is too long
    };

    Step parse();
    void begin();
    void plain(std::size_t at, char c);
    void quoted(std::size_t at, char c);
    void quoteSeen(std::size_t at, char c);
    void textAfterQuote();
    void loose(std::size_t at, char c);
    void discard(std::size_t at, char c);
    Step finish();

    void nextField(std::size_t at);
    void endField(std::size_t begin, std::size_t end);
    void endQuotedField();
    void endRecord(std::size_t at, char c);
    void endLine(std::size_t at, char c);
    void innerLineEnd(std::size_t at, char c);
    void noteControl(char c);
    void note(FindingCode code);
    void breakRecord(FindingCode code);
    void resync();
    Step publish();
    void adoptFacts();
    void checkText();
    void undoPairs();

    bool fetch();
    void overflow();
    bool read();
    void examine(std::size_t piece);

    TextSource &m_source;
    SpecialFinder m_finder;
    char m_separator;
    char m_quoteSign; ///< the separator, which is looked for first, where no fields are enclosed
    bool m_statesRows;
    bool m_isRepeated = false;
    ByteBuffer m_text;
    bool m_sourceEnded = false;
    std::optional<Error> m_error;

    std::vector<quint32> m_specials; ///< positions in m_text
    std::size_t m_special = 0;
    std::size_t m_specialCount = 0;
    std::size_t m_windowBegin = 0; ///< the index begins here
    std::size_t m_scanned = 0;     ///< and ends here

    State m_state = State::Plain;
    std::size_t m_record = 0;  ///< where the record starts
    std::size_t m_next = 0;    ///< where the next one starts, once this one is complete
    std::size_t m_field = 0;   ///< where the field starts
    std::size_t m_quote = 0;   ///< the last quote seen in a quoted field
    std::size_t m_afterCr = 0; ///< a line feed just here belongs to the CR before it
    std::size_t m_resync = 0;  ///< behind the first line end in the quoted field, 0 for none
    qint64 m_resyncLine = 0;
    qint64 m_line = 1;
    qint64 m_number = 0;
    qint64 m_dropped = 0;   ///< bytes in front of m_text that are gone
    qint64 m_discarded = 0; ///< of them, those of the record that is too long
    qint64 m_finished = 0;  ///< bytes of finished records
    qint64 m_wasted = 0;    ///< bytes read in vain behind a malformed quote
    bool m_hasPairs = false;
    bool m_isComplete = false;

    std::size_t m_examined = 0;                        ///< m_text is known to be valid or suspect up to here
    std::size_t m_suspectFrom = 0, m_suspectUntil = 0; ///< records in between are checked one by one
    std::vector<quint32> m_pairs;                      ///< columns with doubled quotes
    RawRecord m_out;
    std::unique_ptr<RowOverlay> m_overlay; ///< none without edits
    bool m_showsRemoved = false;
    bool m_keepsRaw = false;
    std::string m_raw;
};

} // namespace chancery::catalogue
