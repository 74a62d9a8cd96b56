// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/draftreader.h"

#include "core/catalogue/mappingfit.h"

namespace chancery::catalogue {

using Step = RecordReader::Step;

Result<std::unique_ptr<CatalogueFile>> openChecked(const ImportSpec &spec, const CheckReport &report)
{
    auto opened = CatalogueFile::open(spec.file, spec.format, report.blockDigests);
    if (!opened) {
        // It was there when it was checked.
        Error error = opened.error();
        if (error.cause == Cause::FileNotFound)
            error.cause = Cause::FileVanished;
        else if (error.cause == Cause::FileEmpty)
            error.cause = Cause::FileChanged;
        return error;
    }
    CatalogueFile &file = **opened;
    file.apply(spec.edits);
    if (file.source().identity() != report.identity || file.format() != report.format)
        return inputError(Cause::FileChanged, spec.file);
    if (const auto fit = fits(spec.mapping, file.headers(), spec.file); !fit)
        return fit.error();
    return std::move(opened).value();
}

DraftReader::DraftReader(const ImportSpec &spec, const CheckReport &report, std::unique_ptr<CatalogueFile> file)
    : m_leftOut(report.leftOutRecords)
    , m_plan(spec.mapping)
    , m_writer(spec.mapping)
    , m_file(std::move(file))
{}

Result<std::unique_ptr<DraftReader>> DraftReader::open(const ImportSpec &spec, const CheckReport &report)
{
    auto file = openChecked(spec, report);
    if (!file)
        return file.error();
    return std::unique_ptr<DraftReader>(new DraftReader(spec, report, std::move(file).value()));
}

Step DraftReader::next()
{
    RecordReader &reader = m_file->reader();
    Step step = reader.next();
    while (step == Step::Record && m_leftOut.contains(record()))
        step = reader.next();
    if (step != Step::Record)
        return step;
    const RawRecord &row = reader.record();
    const Granularity granularity = m_plan.granularityOf(row).value_or(m_plan.usualGranularity);
    m_key = keyOf(m_plan, granularity, row);
    if (granularity != Granularity::Item)
        m_key.item = {};
    if (granularity == Granularity::Model)
        m_key.batch = {};
    m_row.clear();
    m_writer.append(m_row, row, granularity);
    return step;
}

} // namespace chancery::catalogue
