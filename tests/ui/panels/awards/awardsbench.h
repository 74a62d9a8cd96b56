// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/core/runs/mintbench.h"
#include "ui/panels/awards/awardssection.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QPointer>

#include <memory>

namespace chancery::test {

/// The section over the real sandbox, used as a person does: by what is on the screen.
class AwardsBench : public QObject
{
    Q_OBJECT

protected:
    void begin();
    void end();
    /// Makes the section anew over the same ledger, as after another start of the program.
    void build(GuardLevel guard = GuardLevel::Normal);

    /// Rows behind the header account,amount,reason; yields the path.
    QString file(const QByteArray &rows, const QString &name = QStringLiteral("spring.csv"));
    /// A file with that content.
    QString write(const QByteArray &content, const QString &name);
    QByteArray row(int account, int points, const char *reason = "raffle") const;
    /// So many rows, of 1, 2, 3 … points.
    QByteArray rows(int count) const;

    /// Of the section, or of the dialog while there is one.
    template <class T = QWidget>
    T *find(const QString &name)
    {
        if (QDialog *const open = dialog(); open && open->findChild<T *>(name))
            return open->findChild<T *>(name);
        const QList<T *> all = m_section->findChildren<T *>(name);
        for (T *found : all)
            if (found->isVisible())
                return found;
        return all.value(0);
    }
    void type(const QString &field, const QString &text);
    void click(const QString &name);
    bool isShown(const QString &name);
    bool canClick(const QString &name);
    QString text(const QString &label);
    QString headline() { return text(QStringLiteral("banner.headline")); }
    QString remedy() { return text(QStringLiteral("banner.remedy")); }
    int tile(const QString &name);
    QDialog *dialog();
    int rowsOf(const QString &table);
    QString cell(const QString &table, int row, int column);

    /// Opens the dialog with the file, once it is checked.
    void openFile(const QString &path);
    /// The same with the total typed and confirmed.
    void confirm(const QString &path, const QString &total);
    /// The same once it has ended.
    void mint(const QString &path, const QString &total);
    bool isRunning() { return m_section->hasUnsavedWork(); }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<MintBench> m_bench;
    std::unique_ptr<HttpClient> m_http; ///< with another guard
    std::unique_ptr<keyban::LoyaltyClient> m_client;
    std::unique_ptr<AwardsSection> m_section;
};

} // namespace chancery::test
