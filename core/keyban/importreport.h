// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/imports.h"

#include <QByteArray>
#include <QList>

namespace chancery::keyban {

/// One page of a job's report.
struct ImportReportPage
{
    QList<ImportChild> children;
    qint64 total = 0; ///< of all pages; what is here when the answer does not say it
};

/// Reads a page of a report straight from its text: a report of a large import is most of what the service answers, and
/// of each child only its key and its end are wanted. Errors: Protocol with NotJson or UnexpectedShape.
Result<ImportReportPage> decodeImportReport(const QByteArray &body);

} // namespace chancery::keyban
