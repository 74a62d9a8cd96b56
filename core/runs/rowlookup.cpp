// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/rowlookup.h"

#include "core/async/background.h"
#include "core/catalogue/draftreader.h"
#include "core/catalogue/planrules.h"
#include "core/runs/planning.h"

namespace chancery {

using catalogue::PlanClass;
using Step = catalogue::RecordReader::Step;

namespace {

/// More rows than this are found sooner by listing all passports than by asking for each.
constexpr qsizetype askedSingly = 50;

} // namespace

RowLookup::RowLookup(keyban::Client &client, std::shared_ptr<const RowSource> source, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_source(std::move(source))
{}

RowLookup::~RowLookup() = default;

Result<RowLookup::Rows> RowLookup::read(const RowSource &source, const QSet<qint64> &lines)
{
    auto reader = catalogue::DraftReader::open(source.spec, source.report);
    if (!reader)
        return reader.error();
    Rows rows;
    Step step = Step::End;
    while (rows.size() < lines.size() && (step = (*reader)->next()) == Step::Record) {
        if (!lines.contains((*reader)->line()))
            continue;
        const std::string_view text = (*reader)->json();
        auto body = json::parse({text.data(), qsizetype(text.size())});
        if (!body)
            return body.error();
        rows.insert(Planning::keyOf((*reader)->key()), {(*reader)->line(), std::move(*body)});
    }
    return step == Step::Failed ? Result<Rows>((*reader)->error()) : rows;
}

void RowLookup::start(const QList<RowFailure> &rows)
{
    QSet<qint64> lines;
    for (const RowFailure &row : rows)
        lines.insert(row.line);
    background([source = m_source, lines](std::stop_token) {
        return read(*source, lines);
    }).then(this, [this](Result<Rows> read) {
        if (!read)
            return end();
        m_open = std::move(*read);
        m_toAsk = m_open.keys();
        m_toAsk.size() <= askedSingly ? askNext() : list(1);
    });
}

void RowLookup::askNext()
{
    if (m_toAsk.isEmpty())
        return end();
    m_client.findPassport(m_toAsk.takeLast()).then(this, [this](const Result<std::optional<keyban::Passport>> &found) {
        if (!found)
            return end();
        if (*found)
            take(**found);
        askNext();
    });
}

void RowLookup::list(int page)
{
    m_client.listPassports({}, page).then(this, [this, page](const Result<keyban::Page<keyban::Passport>> &answer) {
        if (!answer)
            return end();
        for (const keyban::Passport &passport : answer->rows)
            take(passport);
        const bool last = answer->rows.isEmpty() || qint64(page) * keyban::maxPageSize >= answer->total;
        last || m_open.isEmpty() ? end() : list(page + 1);
    });
}

/// The flat dialect lists every application that the key can see.
bool RowLookup::isOurs(const keyban::Passport &passport) const
{
    const QString &ours = m_client.settings().applicationId;
    return passport.application.isEmpty() || ours.isEmpty() ||
           passport.application.compare(ours, Qt::CaseInsensitive) == 0;
}

void RowLookup::take(const keyban::Passport &passport)
{
    const auto row = m_open.constFind(passport.key);
    if (row == m_open.cend() || !isOurs(passport))
        return;
    if (catalogue::planOf(row->body, passport.raw, m_source->spec.mapping.dialect) == PlanClass::Unchanged)
        m_found << row->line;
    m_open.erase(row);
}

void RowLookup::end()
{
    Q_EMIT ended(m_found);
}

} // namespace chancery
