// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/core/runs/mintbench.h"
#include "ui/panels/points/pointssection.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QSettings>

#include <memory>

namespace chancery::test {

/// The section over the real sandbox, used as a person does: by what is on the screen.
class PointsBench : public QObject
{
    Q_OBJECT

protected:
    void begin();
    void end();
    /// Makes the section anew over the same ledger.
    void build(GuardLevel guard = GuardLevel::Normal);

    template <class T = QWidget>
    T *find(const QString &name)
    {
        return m_section->findChild<T *>(name);
    }
    void type(const QString &field, const QString &text);
    void click(const QString &name);
    bool isShown(const QString &name);
    QString text(const QString &label);
    QString headline() { return text(QStringLiteral("banner.headline")); }
    QDialog *dialog(const QString &name);
    void clickIn(QDialog *dialog, const QString &name);
    QString consequences(QDialog *question);

    /// Fills in the form and asks; the second look is on the screen then, or what stands in the way is said.
    void ask(const QString &points, const QString &reason = QStringLiteral("goodwill"));
    /// The same with the second look confirmed; waits for the end.
    void mint(const QString &points);
    QAbstractItemView *table() { return find<QAbstractItemView>(QStringLiteral("mintsTable")); }
    QString cell(int row, int column);
    QString account(qsizetype number = 0) { return m_bench->accounts[number]; }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<MintBench> m_bench;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PointsSection> m_section;
    Gatekeeper *m_keeper = nullptr;     ///< for the section that is built next
    std::unique_ptr<HttpClient> m_http; ///< with another guard
    std::unique_ptr<keyban::LoyaltyClient> m_client;
};

} // namespace chancery::test
