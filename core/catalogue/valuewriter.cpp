// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/valuewriter.h"

#include "core/catalogue/blanks.h"
#include "core/catalogue/jsonescape.h"

#include <QDate>
#include <QTime>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using Outcome = ValueWriter::Outcome;

constexpr std::array<std::pair<ValueType, QLatin1StringView>, 6> typeNames{{
    {ValueType::Text, "text"_L1},
    {ValueType::Number, "number"_L1},
    {ValueType::Boolean, "boolean"_L1},
    {ValueType::List, "list"_L1},
    {ValueType::Date, "date"_L1},
    {ValueType::Json, "json"_L1},
}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view leadingDigits(std::string_view text)
{
    return text.substr(0, std::size_t(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin()));
}

bool takePrefix(std::string_view &text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// What parts groups of digits; the mark that is not the decimal one comes last.
std::string_view groupMark(std::string_view text, char decimalMark)
{
    for (const std::string_view mark : {" ", "\u00A0", "\u202F", "\u2009", "'", "\u2019"}) {
        if (text.starts_with(mark))
            return mark;
    }
    const std::string_view other = decimalMark == '.' ? "," : ".";
    return text.starts_with(other) ? other : std::string_view();
}

/// The digits before the decimal mark, without what groups them. Nothing for digits that are no number.
struct Whole
{
    int groups = 0; ///< behind the first
    bool isAmbiguousMark = false;
};
std::optional<Whole> takeWhole(std::string_view &text, char decimalMark, ByteBuffer &out)
{
    Whole whole;
    std::string_view digits = leadingDigits(text);
    if (digits.size() > 1 && digits.front() == '0')
        return std::nullopt;
    text.remove_prefix(digits.size());
    const std::string_view mark = digits.empty() ? std::string_view() : groupMark(text, decimalMark);
    const bool isShort = digits.size() <= 3;
    out.append(digits.empty() ? std::string_view("0") : digits);
    while (!mark.empty() && takePrefix(text, mark)) {
        digits = leadingDigits(text);
        if (!isShort || digits.size() != 3)
            return std::nullopt;
        out.append(digits);
        text.remove_prefix(3);
        ++whole.groups;
    }
    whole.isAmbiguousMark = mark == ",";
    return whole;
}

bool appendNumber(ByteBuffer &out, std::string_view text, char decimalMark)
{
    const std::size_t begin = out.size();
    if (takePrefix(text, "-") || takePrefix(text, "\u2212"))
        out.append("-");
    else
        takePrefix(text, "+");
    const bool startsWithDigit = !text.empty() && isDigit(text.front());
    const auto whole = takeWhole(text, decimalMark, out);
    if (!whole)
        return false;
    const bool hasFraction = takePrefix(text, std::string_view(&decimalMark, 1));
    if (hasFraction) {
        const std::string_view digits = leadingDigits(text);
        if (digits.empty())
            return false;
        out.append(".");
        out.append(digits);
        text.remove_prefix(digits.size());
    }
    // `1,234` is a thousand to some and a little more than one to others.
    const bool isAmbiguous = whole->isAmbiguousMark && whole->groups == 1 && !hasFraction;
    if ((!startsWithDigit && !hasFraction) || isAmbiguous)
        return false;
    if (!text.empty() && (text.front() == 'e' || text.front() == 'E'))
        out.append(std::exchange(text, {}));
    return text.empty() && isJson(out.view().substr(begin));
}

/// In lower case; what is not ASCII also in upper case.
constexpr std::string_view yesWords[] = {"true",    "yes",     "y",       "1",   "on",        "x",
                                         "ja",      "j",       "wahr",    "oui", "vrai",      "s\u00ED",
                                         "s\u00CD", "s\u00EC", "s\u00CC", "si",  "verdadero", "vero"};
constexpr std::string_view noWords[] = {"false", "no", "n", "0", "off", "nein", "falsch", "non", "faux", "falso"};

bool isOneOf(std::string_view text, const auto &words)
{
    return std::any_of(std::begin(words), std::end(words), [text](std::string_view word) {
        return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) {
                   return a == b || (a >= 'A' && a <= 'Z' && char(a + ('a' - 'A')) == b);
               });
    });
}

bool appendBoolean(ByteBuffer &out, std::string_view text)
{
    const bool isYes = isOneOf(text, yesWords);
    if (!isYes && !isOneOf(text, noWords))
        return false;
    out.append(isYes ? "true" : "false");
    return true;
}

Outcome appendList(ByteBuffer &out, std::string_view text, std::string_view separator)
{
    const std::size_t begin = out.size();
    out.append("[");
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        const std::string_view entry = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + separator.size(), text.size()));
        if (entry.empty())
            continue;
        out.append(out.size() == begin + 1 ? "\"" : ",\"");
        appendEscaped(out, entry);
        out.append("\"");
    }
    if (out.size() == begin + 1) {
        out.resize(begin);
        return ValueWriter::Nothing;
    }
    out.append("]");
    return ValueWriter::Written;
}

int numberOf(std::string_view digits)
{
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

/// Three numbers with one mark between them, or eight digits.
struct DateParts
{
    std::array<std::string_view, 3> number;
    char mark = '\0';
};

std::optional<DateParts> takeDateParts(std::string_view &text)
{
    DateParts parts;
    const std::string_view first = leadingDigits(text);
    if (first.size() == 8) {
        text.remove_prefix(8);
        parts.number = {first.substr(0, 4), first.substr(4, 2), first.substr(6, 2)};
        return parts;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        parts.number[i] = leadingDigits(text);
        text.remove_prefix(parts.number[i].size());
        const std::size_t size = parts.number[i].size();
        const bool isYear = size == 4 && i != 1;
        if (!isYear && (size < 1 || size > 2))
            return std::nullopt;
        if (i == 2)
            break;
        if (text.empty() || (i == 1 && text.front() != parts.mark))
            return std::nullopt;
        parts.mark = text.front();
        text.remove_prefix(1);
    }
    const bool isMark = parts.mark == '-' || parts.mark == '.' || parts.mark == '/';
    const bool hasOneYear = (parts.number[0].size() == 4) != (parts.number[2].size() == 4);
    return isMark && hasOneYear ? std::optional(parts) : std::nullopt;
}

QDate dateOf(const DateParts &parts, DateOrder order)
{
    const int a = numberOf(parts.number[0]);
    const int b = numberOf(parts.number[1]);
    const int c = numberOf(parts.number[2]);
    if (parts.number[0].size() == 4)
        return QDate(a, b, c);
    if (order == DateOrder::Unstated && parts.mark != '.') {
        if (a <= 12 && b <= 12 && a != b)
            return {};
        order = a > 12 || a == b ? DateOrder::DayFirst : DateOrder::MonthFirst;
    }
    return order == DateOrder::MonthFirst ? QDate(c, a, b) : QDate(c, b, a);
}

/// `T10:15`, ` 10:15:30.5`, with `Z` or `+01:00` behind it.
bool isTime(std::string_view text)
{
    const auto takeTwo = [&text](int limit) {
        const std::string_view digits = leadingDigits(text);
        if (digits.size() != 2 || numberOf(digits) >= limit)
            return false;
        text.remove_prefix(2);
        return true;
    };
    if (!takeTwo(24) || !takePrefix(text, ":") || !takeTwo(60))
        return false;
    if (takePrefix(text, ":")) {
        if (!takeTwo(60))
            return false;
        if (takePrefix(text, ".")) {
            const std::string_view digits = leadingDigits(text);
            if (digits.empty())
                return false;
            text.remove_prefix(digits.size());
        }
    }
    if (takePrefix(text, "+") || takePrefix(text, "-"))
        return takeTwo(24) && takePrefix(text, ":") && takeTwo(60) && text.empty();
    takePrefix(text, "Z");
    return text.empty();
}

void appendPadded(ByteBuffer &out, int number, int width)
{
    std::array<char, 4> digits{};
    for (int i = width - 1; i >= 0; --i, number /= 10)
        digits[std::size_t(i)] = char('0' + number % 10);
    out.append({digits.data(), std::size_t(width)});
}

bool appendDate(ByteBuffer &out, std::string_view text, DateOrder order)
{
    const auto parts = takeDateParts(text);
    const QDate date = parts ? dateOf(*parts, order) : QDate();
    if (!date.isValid())
        return false;
    const bool hasTime = takePrefix(text, "T") || takePrefix(text, " ");
    if (hasTime ? !isTime(text) : !text.empty())
        return false;
    out.append("\"");
    appendPadded(out, date.year(), 4);
    out.append("-");
    appendPadded(out, date.month(), 2);
    out.append("-");
    appendPadded(out, date.day(), 2);
    if (hasTime) {
        out.append("T");
        out.append(text);
    }
    out.append("\"");
    return true;
}

} // namespace

QString wireName(ValueType type)
{
    return typeNames[std::size_t(type)].second;
}

std::optional<ValueType> valueTypeFromWire(QStringView word)
{
    for (const auto &[type, name] : typeNames) {
        if (word == name)
            return type;
    }
    return std::nullopt;
}

ValueWriter::ValueWriter(const ValueFormat &format)
    : m_type(format.type)
    , m_decimalMark(format.decimalMark)
    , m_separator(format.separator.isEmpty() ? std::string(";") : format.separator.toStdString())
    , m_dateOrder(format.dateOrder)
{}

Outcome ValueWriter::append(ByteBuffer &out, std::string_view text) const
{
    if (m_type == ValueType::Text) {
        out.append("\"");
        appendEscaped(out, text);
        out.append("\"");
        return Written;
    }
    text = trimmed(text);
    if (text.empty())
        return Nothing;
    if (m_type == ValueType::List)
        return appendList(out, text, m_separator);
    const std::size_t begin = out.size();
    bool fits = false;
    if (m_type == ValueType::Number) {
        fits = appendNumber(out, text, m_decimalMark);
    } else if (m_type == ValueType::Boolean) {
        fits = appendBoolean(out, text);
    } else if (m_type == ValueType::Date) {
        fits = appendDate(out, text, m_dateOrder);
    } else {
        fits = isJson(text);
        out.append(text);
    }
    if (!fits)
        out.resize(begin);
    return fits ? Written : Misfit;
}

FindingCode ValueWriter::misfitCode() const
{
    switch (m_type) {
    case ValueType::Number:
        return FindingCode::NotANumber;
    case ValueType::Boolean:
        return FindingCode::NotABoolean;
    case ValueType::Date:
        return FindingCode::NotADate;
    default:
        return FindingCode::NotJson;
    }
}

} // namespace chancery::catalogue
