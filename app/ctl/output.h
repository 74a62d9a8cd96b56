// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/catalogue/check.h"
#include "core/http/retry.h"
#include "core/runs/chunktally.h"
#include "core/runs/importprogress.h"

#include "ui/words/plantext.h"

#include <QElapsedTimer>

namespace chancery::ctl {

/// What happened and what to do, as a person reads it.
QString sentence(const Error &error);
/// The exit code an error ends a command with.
Exit exitFor(const Error &error);
/// Says the error and ends the program with its code.
[[noreturn]] void refuse(const Error &error);

/// "12,345", as the person's locale has it.
QString numberText(qint64 value);

/// That the service asked for a pause (429), and for how long.
QString pauseText(const RetryWait &wait);

/// A remark on stderr.
void remark(const QString &sentence);
/// One line of text on stdout.
void print(const QString &line);
/// The one JSON object that --json promises, on stdout.
void printJson(const json::Value &value);

/// Progress on stderr: a bar that redraws itself on a terminal, a plain line every few seconds elsewhere.
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine();
    void show(const QString &text, double fraction);
    /// Removes the bar before something else is written.
    void clear();

private:
    bool m_isTerminal;
    bool m_shown = false;
    QElapsedTimer m_sinceLast;
};

json::Value findingsJson(const QList<catalogue::Finding> &findings);
json::Value rowsJson(const QList<RowFailure> &rows);
/// Ends the program, naming the columns, when the mapping can't be used.
void refuseUnusable(const catalogue::Mapping &mapping);
/// The members that check and import share: file, sha256, rows, leftOut.
json::Value reportJson(const catalogue::CheckReport &report);
/// "line 7, column sku: error: …".
QString findingLine(const catalogue::Finding &finding);
/// "lines 3–17, 40, column sku (16 rows): error: …".
QString groupLine(const catalogue::FindingGroup &group);
/// Findings as lines on stderr, identical ones as one: the first hundred and a count of the rest.
void printFindings(const catalogue::CheckReport &report);

} // namespace chancery::ctl
