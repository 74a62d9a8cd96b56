// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/console/sandboxprocess.h"

#include "ui/widgets/environmentstrip.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <vector>

class QAbstractItemView;

namespace chancery {

class Application;
class ImportsPanel;
class Theme;

/// The main job from end to end, by itself and in the real window, with every panel, sheet and dialog in each of its
/// states: each stop is a picture in light and one in dark. Ends the program: 0 when every stop was reached, 1 with a
/// sentence about the one that was not.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(Application &application, Theme &theme, QString folder);

private:
    using Act = std::function<void()>;
    using Condition = std::function<bool()>;

    /// Waits until `ready`, then does `act`.
    struct Stop
    {
        QString name;
        Condition ready;
        Act act;
    };

    // Where it leads: tourstops.cpp, tourimports.cpp, tourinstructions.cpp, tourundo.cpp,
    // tourservice.cpp, tourloyalty.cpp, tourpoints.cpp, tourawards.cpp, tourapprovals.cpp and tourplaces.cpp.
    void plan();
    void planSheets();
    void planList();
    void planEdit();
    void planPublish();
    void planNew();
    void planFile();
    void planRun();
    void planChanges();
    void planFaultyRun();
    void planFixFailed();
    void planFixEarlier();
    void openEarlier(int row);
    void planUndo();
    void planQueue();
    void planInstructions();
    void planInstructionList();
    void planInstructionForm();
    void planInstructionFile();
    void openInstructions(const QString &file, const QByteArray &content);
    void planService();
    void planTemplates();
    void planWebhooks();
    void planEnvironments();
    void planLoyalty();
    void planPoints();
    void planUnknownPoints();
    void askPoints(const QString &points, const QString &reason);
    void planApprovals();
    void askForYes(const QString &points, const QString &reason);
    void shootPhone(const QString &name, const QString &part);
    void planAwards();
    void planAwardCheck();
    void planAwardRun();
    void readAccounts();
    /// A file with these rows is written and chosen for a new batch.
    void chooseAwards(const QString &file, const std::function<QByteArray()> &rows);
    void mintAwards(const QString &total);
    void planTiers();
    void planOrders();
    void planClaims();
    void startClaim(const QString &claim);
    void showLoyalty(const QString &key);
    /// Points of the sandbox for its first account, whose id is kept.
    void mint(int points);
    void writeTier(const QString &name, int visits, const QString &ratio);
    void planReview();
    void planDecisions();
    void planAllSettlements();
    void pickSettlements(int count);
    void writeReason(const QString &reason);
    void planConnections();
    void planConnectionTest();
    void planLive();
    void planLiveImport();
    void planReadOnly();
    void planOtherServices();
    void planActivityNone();
    void planActivity();
    void decideFirst(const QString &button, const QString &reason);
    void planSecretSheets();
    void planSettlementFields();
    void planKeyRefused();

    // What a stop can be.
    void act(const QString &name, Act act, Condition ready = {});
    /// What is in front once `ready` and at rest, in light and in dark.
    void shoot(const QString &name, Condition ready = {});
    void click(const QString &objectName);
    /// As if typed over what is there, unlike setText().
    void type(const QString &objectName, const QString &text);
    void choose(const QString &objectName, const QString &text);
    void go(const QString &panel);
    void showSection(const QString &key);
    void pickRow(const QString &table, int row);
    void waitFor(const QString &name, Condition ready);
    /// Tells the sandbox what to do wrong from now on; see chancery-sandbox(1).
    void faults(const QString &rules);
    /// Tells the sandbox something else; `body` is asked for then.
    void tell(const QString &control, const std::function<QString()> &body);
    /// Leaves the dialog in front.
    void leave();
    /// Begins another connection, live or not as the one before.
    void copyConnection(const QString &name);
    void workWith(const QString &name);
    void sheet(const QString &name, std::function<QWidget *()> make, const QString &keychain = {});
    void openImport(const QString &file);
    void pickPassport();
    void pickDrafts();

    // What can be asked.
    template <class T>
    T *find(const QString &objectName) const;
    Condition sees(const QString &objectName) const;
    Condition canClick(const QString &objectName) const;
    Condition worksWith(const QString &profile) const;
    Condition reads(const QString &objectName, const QString &text) const;
    Condition isListed() const;
    bool enabled(const QString &objectName) const;
    QAbstractItemView *rows(const QString &objectName) const;
    ImportsPanel *imports() const;
    void writeFaultyFile();
    void writeCorrections();

    void step();
    bool isAtRest();
    void save(const QString &name);
    void end(int code, const QString &sentence);

    Application &m_application;
    Theme &m_theme;
    const QString m_folder;
    QTemporaryDir m_files;
    QNetworkAccessManager m_network;
    std::unique_ptr<SandboxProcess> m_emptySandbox;
    QUrl m_service; ///< the sandbox's address
    QUrl m_emptyService;
    QString m_serviceApplication;
    QString m_account; ///< of the sandbox
    QStringList m_accounts;
    QString m_claim; ///< the job of the claim begun last
    EnvironmentFacts m_facts;
    bool m_answered = false;
    std::vector<Stop> m_stops;
    size_t m_at = 0;
    int m_shots = 0;
    QImage m_last;
    QElapsedTimer m_waited;
    QTimer m_timer;
};

template <class T>
T *Tour::find(const QString &objectName) const
{
    const QWidgetList tops = QApplication::topLevelWidgets();
    for (QWidget *top : tops) {
        if (!top->isVisible())
            continue;
        if (top->objectName() == objectName)
            return qobject_cast<T *>(top);
        const QList<T *> all = top->findChildren<T *>(objectName);
        for (T *found : all) {
            if (found->isVisible())
                return found;
        }
    }
    return nullptr;
}

} // namespace chancery
