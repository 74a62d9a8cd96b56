// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/preview.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/draftwriter.h"
#include "core/json/value.h"

namespace chancery::catalogue {

namespace {

using Step = RecordReader::Step;

Record recordOf(const RawRecord &raw, const QStringList &headers)
{
    Record record;
    record.number = raw.number - 1;
    record.line = raw.line;
    for (int column = 0; column < raw.keptFields(); ++column)
        record.fields.append(toText(raw.text(column)));
    record.findings = readingFindings(raw, headers);
    return record;
}

/// One CSV line of these fields, so that the one parser and the one writer make the JSON.
QByteArray csvLine(const QStringList &fields, qsizetype count)
{
    QByteArray line;
    for (qsizetype i = 0; i < count; ++i) {
        QByteArray cell = fields.value(i).toUtf8();
        line += i > 0 ? ",\"" : "\"";
        line += cell.replace("\"", "\"\"") + '"';
    }
    return line;
}

Result<Preview> previewOf(CatalogueFile &catalogue, int rows)
{
    Preview preview;
    preview.format = catalogue.format();
    preview.headers = catalogue.headers();
    preview.bytes = catalogue.source().size();
    Step step = Step::Record;
    while (preview.records.size() < rows && (step = catalogue.reader().next()) == Step::Record)
        preview.records.append(recordOf(catalogue.reader().record(), preview.headers));
    if (step == Step::Failed && preview.records.isEmpty())
        return catalogue.reader().error();
    if (step == Step::Failed) {
        preview.damage = catalogue.reader().error();
        return preview;
    }
    if (preview.records.isEmpty() && step == Step::End)
        return inputError(Cause::FileHeaderOnly, catalogue.source().path());
    preview.complete = step == Step::End || catalogue.reader().next() == Step::End;
    return preview;
}

} // namespace

Sample sampleOf(const Preview &preview)
{
    Sample sample{preview.headers, {}, {}};
    for (const Record &record : preview.records)
        sample.rows.append(record.fields);
    sample.areMembers = preview.format.kind == FileKind::JsonArray;
    if (!preview.format.jsonColumns.isEmpty())
        sample.types.fill(ValueType::Text, preview.headers.size());
    for (const int column : preview.format.jsonColumns)
        sample.types[column] = ValueType::Json;
    return sample;
}

Result<Preview> glance(const QString &file, const FormatChoice &choice)
{
    const auto opened = CatalogueFile::open(file, choice, {}, Depth::FirstRows);
    return opened ? previewOf(**opened, previewRows) : opened.error();
}

Result<Preview> preview(const QString &file, const FormatChoice &choice, int rows, const Edits &edits)
{
    const auto opened = CatalogueFile::open(file, choice, {}, Depth::Glance);
    if (!opened)
        return opened.error();
    (*opened)->apply(edits);
    return previewOf(**opened, rows);
}

Result<Record> recordAt(const QString &file, const FormatChoice &choice, qint64 number, const Edits &edits)
{
    const auto opened = CatalogueFile::open(file, choice);
    if (!opened)
        return opened.error();
    (*opened)->apply(edits);
    RecordReader &reader = (*opened)->reader();
    Step step = Step::End;
    while ((step = reader.next()) == Step::Record) {
        if (reader.record().number - 1 == number)
            return recordOf(reader.record(), (*opened)->headers());
    }
    return step == Step::Failed ? reader.error() : inputError(Cause::FileChanged, file);
}

Result<QStringList> forEachRecord(const QString &file, const FormatChoice &choice,
                                  const std::function<bool(const QStringList &, const Record &)> &take)
{
    const auto opened = CatalogueFile::open(file, choice);
    if (!opened)
        return opened.error();
    RecordReader &reader = (*opened)->reader();
    Step step = Step::End;
    while ((step = reader.next()) == Step::Record) {
        if (!take((*opened)->headers(), recordOf(reader.record(), (*opened)->headers())))
            break;
    }
    if (step == Step::Failed)
        return reader.error();
    return (*opened)->headers();
}

QByteArray draftJson(const Mapping &mapping, const QStringList &fields)
{
    MemoryText text(csvLine(fields, mapping.columns.size()));
    RecordReader reader(text, ',');
    if (reader.next() != Step::Record)
        return {};
    const RowPlan plan(mapping);
    ByteBuffer json;
    DraftWriter(mapping).append(json, reader.record(),
                                plan.granularityOf(reader.record()).value_or(plan.usualGranularity));
    const auto value = json::parse(QByteArrayView(json.data(), qsizetype(json.size())));
    return value ? json::write(*value, json::Layout::Indented) : QByteArray();
}

} // namespace chancery::catalogue
