// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/arguments.h"

#include <QStandardPaths>

#include <cstdio>
#include <cstdlib>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

/// `\t` and `tab` are what a shell can carry.
std::optional<char> separatorFrom(const QString &text)
{
    if (text == u"\\t"_s || text.compare(u"tab"_s, Qt::CaseInsensitive) == 0)
        return '\t';
    if (text.size() != 1 || text[0].unicode() > 0x7f || !catalogue::isUsableSeparator(text[0].toLatin1()))
        return std::nullopt;
    return text[0].toLatin1();
}

std::pair<QString, catalogue::Target> columnAndField(const QString &text)
{
    const qsizetype equals = text.lastIndexOf(u'=');
    const auto target = equals > 0 ? catalogue::parseTarget(QStringView(text).sliced(equals + 1)) : std::nullopt;
    if (!target) {
        fail(tr("--map %1: expected COLUMN=FIELD, where FIELD is modelNumber, batchNumber, itemNumber, name, "
                "description, granularity, network, certifiedPaths, data.<path>, or - to leave the column out.")
                 .arg(text));
    }
    return {text.first(equals), *target};
}

QStringList commaSeparated(const QString &text)
{
    QStringList parts;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts))
        parts << part.trimmed();
    return parts;
}

} // namespace

void fail(const QString &sentence, Exit code)
{
    std::fprintf(stderr, "chanceryctl: %s\n", qUtf8Printable(sentence));
    std::exit(code);
}

Arguments::Arguments(const QString &description)
{
    m_parser.setApplicationDescription(description);
    m_parser.addOptions({
        {u"profile"_s, tr("Use the connection of this name instead of the environment."), u"NAME"_s},
        {u"data-dir"_s, tr("Keep connections and the ledger in this folder."), u"DIR"_s},
        {u"json"_s, tr("Print one JSON object on standard output.")},
        {{u"h"_s, u"help"_s}, tr("Show this help.")},
    });
}

void Arguments::addPositional(const QString &name, const QString &description)
{
    m_positional = name;
    m_parser.addPositionalArgument(name, description);
}

void Arguments::addFormatOptions()
{
    m_parser.addOptions({
        {u"encoding"_s, tr("The file's encoding instead of the detected one."), u"NAME"_s},
        {u"separator"_s, tr("The file's separator instead of the detected one; \\t or tab for a tab."), u"CHAR"_s},
        {u"quote"_s, tr("What encloses fields instead of the detected character."), u"CHAR|none"_s},
        {u"header"_s, tr("Whether the first row names the columns, instead of the detected answer."), u"yes|no"_s},
        {u"sheet"_s, tr("The sheet of a workbook; by default the first one that is visible."), u"NAME"_s},
    });
}

void Arguments::addOptional(const QString &name, const QString &description)
{
    m_positional = name;
    m_isOptional = true;
    m_parser.addPositionalArgument(name, description, u'[' % name % u']');
}

void Arguments::addPositionals(const QString &names, const QString &description, qsizetype most)
{
    addOptional(names, description);
    m_most = most;
}

void Arguments::addFileOptions()
{
    m_parser.addOptions({
        {u"granularity"_s,
         tr("What the rows are when no column says it; numbers: each is what its deepest number says."),
         u"model|batch|item|numbers"_s},
        {u"network"_s, tr("Network of the passports; by default the connection's, else the dialect's test network."),
         u"NAME"_s},
        {u"dialect"_s, tr("How passports are spelt on the wire (default: auto)."), u"flat|product|auto"_s, u"auto"_s},
        {u"certify"_s, tr("Certified paths in data, separated by commas, or all of it (default: the GTIN, else all)."),
         u"PATH,PATH|all"_s},
        {u"map"_s, tr("Where a column goes; may be repeated."), u"COLUMN=FIELD"_s},
        {u"template"_s, tr("Map the columns by this template, which the window exports; --map still wins."), u"FILE"_s},
        {u"field-profile"_s, tr("Hold the rows against a field profile: eu-battery, eu-textile or a JSON file."),
         u"NAME|FILE"_s},
        {u"strict"_s, tr("Send nothing while a row has an error.")},
    });
    addFormatOptions();
}

void Arguments::parse(const QStringList &arguments)
{
    QStringList rest = arguments;
    const QString command = rest.takeAt(1);
    if (!m_parser.parse(rest))
        fail(m_parser.errorText());
    if (m_parser.isSet(u"help"_s)) {
        QString help = m_parser.helpText();
        help.replace(rest.constFirst(), QString(u"chanceryctl "_s + command));
        std::fputs(qUtf8Printable(help), stdout);
        std::exit(AllDone);
    }
    const qsizetype given = m_parser.positionalArguments().size();
    if (m_most > 1 && given > m_most)
        fail(tr("%1 takes %2; %3 words were given. See chanceryctl %1 --help.").arg(command, m_positional).arg(given));
    if (m_isOptional && given > m_most)
        fail(tr("%1 takes one %2 at most; %3 were given. See chanceryctl %1 --help.")
                 .arg(command, m_positional)
                 .arg(given));
    if (!m_isOptional && given != (m_positional.isEmpty() ? 0 : 1))
        fail(tr("%1 needs exactly one %2; %3 were given. See chanceryctl %1 --help.")
                 .arg(command, m_positional)
                 .arg(given));
}

CommonOptions Arguments::common() const
{
    CommonOptions options;
    options.profile = m_parser.value(u"profile"_s);
    options.json = m_parser.isSet(u"json"_s);
    options.dataDir = m_parser.value(u"data-dir"_s);
    if (options.dataDir.isEmpty())
        options.dataDir = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/chancery"_s;
    return options;
}

catalogue::FormatChoice Arguments::format() const
{
    catalogue::FormatChoice format;
    if (m_parser.isSet(u"encoding"_s)) {
        format.encoding = catalogue::encodingFromName(m_parser.value(u"encoding"_s));
        if (!format.encoding)
            fail(tr("--encoding %1: no such encoding is known here.").arg(m_parser.value(u"encoding"_s)));
    }
    if (m_parser.isSet(u"separator"_s)) {
        format.separator = separatorFrom(m_parser.value(u"separator"_s));
        if (!format.separator)
            fail(
                tr("--separator %1: expected one character such as , ; | or \\t.").arg(m_parser.value(u"separator"_s)));
    }
    readLayout(format);
    return format;
}

FileOptions Arguments::file() const
{
    FileOptions options;
    options.file = positional();
    options.format = format();
    if (m_parser.isSet(u"granularity"_s)) {
        options.isGranularityByNumbers = m_parser.value(u"granularity"_s) == u"numbers"_s;
        options.granularity = keyban::granularityFromWire(m_parser.value(u"granularity"_s));
        if (!options.granularity && !options.isGranularityByNumbers)
            fail(tr("--granularity %1: expected model, batch, item or numbers.").arg(m_parser.value(u"granularity"_s)));
    }
    options.templateFile = m_parser.value(u"template"_s);
    options.network = m_parser.value(u"network"_s);
    const QString dialect = m_parser.value(u"dialect"_s);
    options.dialect = keyban::dialectFromWire(dialect);
    if (!options.dialect && dialect != u"auto"_s)
        fail(tr("--dialect %1: expected flat, product or auto.").arg(dialect));
    if (const QString certify = m_parser.value(u"certify"_s); m_parser.isSet(u"certify"_s)) {
        options.certifiedPaths = commaSeparated(certify);
        // To the service, no path at all means every one.
        if (options.certifiedPaths.isEmpty())
            fail(tr("--certify needs a path in data; to certify everything, say all."));
        options.certifies = certify == u"all" ? FileOptions::Certifies::Everything : FileOptions::Certifies::Paths;
    }
    for (const QString &text : m_parser.values(u"map"_s))
        options.map << columnAndField(text);
    options.fieldProfile = m_parser.value(u"field-profile"_s);
    options.strict = m_parser.isSet(u"strict"_s);
    return options;
}

void Arguments::readLayout(catalogue::FormatChoice &format) const
{
    const QString quote = m_parser.value(u"quote"_s);
    if (quote == u"none"_s)
        format.quote = '\0';
    else if (quote.size() == 1 && quote[0].unicode() != 0 && catalogue::isUsableQuote(quote[0].toLatin1()))
        format.quote = quote[0].toLatin1();
    else if (m_parser.isSet(u"quote"_s))
        fail(tr("--quote %1: expected \", ' or none.").arg(quote));
    const QString header = m_parser.value(u"header"_s);
    if (header == u"yes"_s || header == u"no"_s)
        format.hasHeader = header == u"yes"_s;
    else if (m_parser.isSet(u"header"_s))
        fail(tr("--header %1: expected yes or no.").arg(header));
    if (m_parser.isSet(u"sheet"_s))
        format.sheet = m_parser.value(u"sheet"_s);
}

} // namespace chancery::ctl
