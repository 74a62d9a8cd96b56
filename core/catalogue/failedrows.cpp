// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/failedrows.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/replacedfile.h"

namespace chancery::catalogue {

namespace {

using Step = RecordReader::Step;

bool startsFormula(QByteArrayView cell)
{
    return !cell.isEmpty() && QByteArrayView("=+-@\t\r").contains(cell.front());
}

/// What stands behind leading apostrophes.
QByteArrayView behindApostrophes(QByteArrayView cell)
{
    while (!cell.isEmpty() && cell.front() == '\'')
        cell = cell.sliced(1);
    return cell;
}

void appendCell(QByteArray &line, QByteArrayView cell)
{
    QByteArray text = neutralised(cell);
    const bool needsQuotes = QByteArrayView(text).trimmed().size() != text.size() || text.contains(',') ||
                             text.contains('"') || text.contains('\n') || text.contains('\r');
    if (needsQuotes)
        text = '"' + text.replace("\"", "\"\"") + '"';
    line += text;
}

/// A row that could not be read is kept as what is known of it.
QByteArray lineOf(const RawRecord &row, qsizetype columns, const QString &reason)
{
    QByteArray line;
    for (int column = 0; column < int(columns); ++column) {
        if (column > 0)
            line += ',';
        const std::string_view cell = column < row.keptFields() ? row.text(column) : std::string_view();
        appendCell(line, QByteArrayView(cell.data(), qsizetype(cell.size())));
    }
    line += ',';
    appendCell(line, reason.toUtf8());
    return line + "\r\n";
}

QByteArray headerLine(const QStringList &headers)
{
    QByteArray line = "\xEF\xBB\xBF";
    for (const QString &header : headers) {
        appendCell(line, header.toUtf8());
        line += ',';
    }
    return line + "reason\r\n";
}

} // namespace

QByteArray neutralised(QByteArrayView cell)
{
    return startsFormula(behindApostrophes(cell)) ? '\'' + cell.toByteArray() : cell.toByteArray();
}

QByteArray unneutralised(QByteArrayView cell)
{
    const bool isNeutralised = !cell.isEmpty() && cell.front() == '\'' && startsFormula(behindApostrophes(cell));
    return (isNeutralised ? cell.sliced(1) : cell).toByteArray();
}

Result<qint64> exportRows(const ImportSpec &spec, const QHash<qint64, QString> &reasonByLine, const QString &outFile)
{
    const auto opened = CatalogueFile::open(spec.file, spec.format);
    if (!opened)
        return opened.error();
    CatalogueFile &catalogue = **opened;
    catalogue.apply(spec.edits);
    ReplacedFile out(outFile, spec.file);
    if (const auto done = out.open(); !done)
        return done.error();
    out.write(headerLine(catalogue.headers()));
    qint64 rows = 0;
    Step step = Step::End;
    while (!out.hasFailed() && rows < reasonByLine.size() && (step = catalogue.reader().next()) == Step::Record) {
        const RawRecord &row = catalogue.reader().record();
        const auto reason = reasonByLine.constFind(row.line);
        if (reason == reasonByLine.cend())
            continue;
        out.write(lineOf(row, catalogue.headers().size(), *reason));
        ++rows;
    }
    if (step == Step::Failed)
        return catalogue.reader().error();
    if (const auto done = out.commit(); !done)
        return done.error();
    return rows;
}

} // namespace chancery::catalogue
