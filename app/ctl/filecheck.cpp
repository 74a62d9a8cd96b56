// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/filecheck.h"

#include "app/ctl/filemapping.h"

#include <QLocale>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

void FileCheck::start(std::function<void(CheckedFile)> then)
{
    m_then = std::move(then);
    auto dialect = m_file.dialect;
    if (!dialect && !m_file.network.isEmpty())
        dialect = keyban::dialectOfNetwork(m_file.network);
    if (!dialect && m_file.network.isEmpty())
        dialect = m_service.dialect();
    if (dialect)
        return check(*dialect);
    m_service.keyban().detectDialect().then(this, [this](const Result<keyban::DialectEvidence> &evidence) {
        if (!evidence)
            return fail(sentence(evidence.error()), exitFor(evidence.error()));
        if (evidence->speaksBoth()) {
            remark(tr("The service speaks both dialects; rows go as flat. Give --dialect or --network for another."));
            return check(keyban::Dialect::Flat);
        }
        if (!evidence->dialect) {
            fail(tr("Neither the service's rows nor its filters show which dialect it speaks. Give --dialect flat, "
                    "--dialect product or --network NAME."));
        }
        check(*evidence->dialect);
    });
}

void FileCheck::check(keyban::Dialect dialect)
{
    const auto preview = catalogue::preview(m_file.file, m_file.format);
    if (!preview)
        fail(sentence(preview.error()), exitFor(preview.error()));
    const QString preferred = m_service.profile().keyban.network;
    if (m_file.network.isEmpty() && keyban::dialectOfNetwork(preferred) == dialect)
        m_file.network = preferred;
    CheckedFile checked;
    const catalogue::Mapping mapping = mappingFor(m_file, *preview, dialect);
    refuseUnusable(mapping);
    checked.spec = {m_file.file, m_file.format, mapping, {}, fieldProfileFor(m_file)};
    catalogue::CheckOptions options;
    options.progress = [this](const catalogue::CheckProgress &progress) {
        m_progress.show(tr("checking, %1 rows").arg(QLocale().toString(progress.rows)),
                        progress.total ? double(progress.bytes) / double(progress.total) : 0);
    };
    auto report = catalogue::check(checked.spec, options);
    m_progress.clear();
    if (!report)
        fail(sentence(report.error()), exitFor(report.error()));
    checked.report = std::move(*report);
    keyban::ClientSettings settings = m_service.keyban().settings();
    settings.dialect = dialect;
    settings.dialectDecided = true;
    m_service.keyban().setSettings(settings);
    m_then(std::move(checked));
}

} // namespace chancery::ctl
