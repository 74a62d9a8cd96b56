// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/settlementconnection.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "ui/panels/settlements/settlementssection.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace chancery::test {

/// The section over the real sandbox, used as a person does: by what is on the screen, and by the keyboard.
class SectionBench : public QObject
{
    Q_OBJECT

protected:
    struct Desk
    {
        QString user = QStringLiteral("first");
        Eyes eyes = Eyes::Two;
        GuardLevel guard = GuardLevel::Normal;
        ReaderScope scope = ReaderScope::Queue;
    };
    struct Arrivals
    {
        int count = 1;
        bool areFlagged = true;
        int legs = 2;
        QString quantity{};
    };

    void begin();
    void end();
    /// Settlements that arrive; flagged ones wait for a decision afterwards.
    void add(const Arrivals &arrivals);
    void build(const Desk &desk);
    /// Builds it and waits until so many rows are there.
    void show(int rows) { show(rows, Desk()); }
    void show(int rows, const Desk &desk);
    void giveSecret();
    /// Another officer, with the same ledger.
    void changeDesk(const Desk &desk, int rows);

    template <class T>
    T *find(const QString &name)
    {
        return m_section->findChild<T *>(name);
    }
    QAbstractItemView *table();
    int rows() { return table()->model()->rowCount(); }
    QString idOf(int row);
    void select(int row);
    /// Selects the row and waits until the sheet shows it.
    void look(int row);
    /// To whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);
    void click(const QString &name);
    QDialog *dialog();
    /// A reason is typed, the second look is confirmed by Return, all with the keyboard; waits for the end.
    void decide(Qt::Key choice, const QString &reason);
    QString banner() { return text(QStringLiteral("banner.headline")); }
    bool isBannerShown();
    QString text(const QString &label);
    QString reason();
    json::Value decisions() { return m_sandbox->get(QStringLiteral("decisions"))[u"decisions"]; }
    void decideElsewhere(const QString &id, const QByteArray &decision);
    void fault(const QByteArray &rule) { m_sandbox->setFaults('[' + rule + ']'); }
    /// Keeps what is on the screen in the folder that $CHANCERY_SHOTS names.
    void shoot(const QString &name);

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SettlementConnection> m_connection;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<SettlementsSection> m_section;
    DecisionPatience m_patience{.waits = {std::chrono::milliseconds(1), std::chrono::milliseconds(20)}};
    std::chrono::milliseconds m_focusEvery{200};
    ReaderPace m_pace{.every = std::chrono::milliseconds(200), .perRequest = std::chrono::milliseconds(1)};

private:
    std::unique_ptr<Theme> m_theme;
};

} // namespace chancery::test
