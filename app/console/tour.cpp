// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/panels/imports/importspanel.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QNetworkReply>

#include <cstdio>

// What a stop of the tour is and how it is taken; where the tour leads is in tourstops.cpp, tourimports.cpp and
// tourplaces.cpp.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 40;
constexpr QSize smallScreen(1280, 680); ///< what a screen of 1280 × 720, or one of 4K at 300 %, leaves a window
constexpr qint64 patienceMs = 30'000;
constexpr qint64 restMs = 1'200; ///< what still moves then is under way, and is taken as it is

QWidget *inFront(QWidget &window)
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    QWidget *modal = QApplication::activeModalWidget();
    return modal ? modal : &window;
}

} // namespace

Tour::Tour(Application &application, Theme &theme, QString folder)
    : m_application(application)
    , m_theme(theme)
    , m_folder(std::move(folder))
{
    m_theme.setMotion(Motion::None);
    QApplication::setCursorFlashTime(0);
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    m_application.window().resize(1440, 900);
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &Tour::step);
    connect(&m_application, &Application::failed, this,
            [this](const Error &error) { end(1, error.subject + u": "_s + error.detail); });
    connect(
        &m_application, &Application::connected, this,
        [this] {
            plan();
            m_waited.start();
            m_timer.start();
        },
        Qt::SingleShotConnection);
}

Tour::Condition Tour::sees(const QString &objectName) const
{
    return [this, objectName] { return find<QWidget>(objectName) != nullptr; };
}

bool Tour::enabled(const QString &objectName) const
{
    const auto *widget = find<QWidget>(objectName);
    return widget && widget->isEnabled();
}

Tour::Condition Tour::canClick(const QString &objectName) const
{
    return [this, objectName] { return enabled(objectName); };
}

Tour::Condition Tour::worksWith(const QString &profile) const
{
    return [this, profile] { return m_application.window().environment().profile == profile && imports(); };
}

QAbstractItemView *Tour::rows(const QString &objectName) const
{
    return find<QAbstractItemView>(objectName);
}

ImportsPanel *Tour::imports() const
{
    return qobject_cast<ImportsPanel *>(m_application.window().panel(u"imports"_s));
}

void Tour::act(const QString &name, Act act, Condition ready)
{
    m_stops.push_back({name, std::move(ready), std::move(act)});
}

void Tour::shoot(const QString &name, Condition ready)
{
    const Condition atRest = [this] { return isAtRest(); };
    const auto turnTo = [this](Appearance appearance) {
        m_theme.setAppearance(appearance);
        m_last = {};
    };
    act(
        name, [turnTo] { turnTo(Appearance::Light); }, std::move(ready));
    act(
        name,
        [this, name, turnTo] {
            save(name);
            turnTo(Appearance::Dark);
        },
        atRest);
    act(
        name,
        [this, name, turnTo] {
            save(name + u"-dark"_s);
            turnTo(Appearance::Light);
        },
        atRest);
}

void Tour::click(const QString &objectName)
{
    act(
        objectName, [this, objectName] { find<QAbstractButton>(objectName)->click(); }, canClick(objectName));
}

void Tour::type(const QString &objectName, const QString &text)
{
    const auto insert = [this, objectName, text] {
        auto *field = find<QLineEdit>(objectName);
        field->setFocus();
        field->selectAll();
        field->insert(text);
    };
    act(objectName, insert, canClick(objectName));
}

void Tour::choose(const QString &objectName, const QString &text)
{
    act(
        objectName, [this, objectName, text] { find<QComboBox>(objectName)->setCurrentText(text); },
        canClick(objectName));
}

void Tour::go(const QString &panel)
{
    act(panel, [this, panel] { m_application.window().showPanel(panel); });
}

void Tour::waitFor(const QString &name, Condition ready)
{
    act(
        name, [] {}, std::move(ready));
}

void Tour::faults(const QString &rules)
{
    tell(u"faults"_s, [rules] { return u"{\"rules\":[%1]}"_s.arg(rules); });
}

void Tour::tell(const QString &control, const std::function<QString()> &body)
{
    act(control, [this, control, body] {
        m_answered = false;
        QUrl address = m_service;
        address.setPath(u"/_sandbox/"_s + control);
        QNetworkRequest request(address);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        QNetworkReply *reply = m_network.post(request, body().toUtf8());
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            m_answered = reply->error() == QNetworkReply::NoError;
            reply->deleteLater();
        });
    });
    waitFor(control, [this] { return m_answered; });
}

void Tour::leave()
{
    act(
        u"the dialog closed"_s, [] { qobject_cast<QDialog *>(QApplication::activeModalWidget())->reject(); },
        [] { return qobject_cast<QDialog *>(QApplication::activeModalWidget()) != nullptr; });
}

void Tour::sheet(const QString &name, std::function<QWidget *()> make, const QString &keychain)
{
    act(name, [this, make = std::move(make), keychain] {
        m_facts = m_application.window().environment();
        EnvironmentFacts facts = m_facts;
        if (!keychain.isEmpty())
            facts.keychain = keychain;
        m_application.window().setEnvironment(facts);
        m_application.window().setSheet(make());
    });
    shoot(name);
    act(name, [this] {
        m_application.window().setSheet(nullptr);
        m_application.window().setEnvironment(m_facts);
    });
}

void Tour::step()
{
    if (m_at == m_stops.size())
        return end(0, u"%1 screenshots in %2"_s.arg(m_shots).arg(m_folder));
    const Stop &stop = m_stops[m_at];
    if (stop.ready && !stop.ready()) {
        if (m_waited.hasExpired(patienceMs)) {
            inFront(m_application.window())->grab().save(m_folder + u"/stuck.png"_s);
            end(1, u"the tour did not reach “%1”"_s.arg(stop.name));
        }
        return;
    }
    ++m_at;
    m_waited.restart();
    stop.act();
}

/// Two pictures in a row that are the same: layouts have settled, answers have come.
bool Tour::isAtRest()
{
    QImage now = inFront(m_application.window())->grab().toImage();
    const bool atRest = now == m_last || m_waited.hasExpired(restMs);
    m_last = std::move(now);
    return atRest;
}

void Tour::save(const QString &name)
{
    const QSize least = m_application.window().minimumSizeHint();
    if (least.width() > smallScreen.width() || least.height() > smallScreen.height())
        std::fprintf(stderr, "tour: at “%s” the window is at least %d × %d\n", qUtf8Printable(name), least.width(),
                     least.height());
    QDir().mkpath(m_folder);
    const bool isDark = name.endsWith(u"-dark");
    m_shots += isDark ? 0 : 1;
    const QString file = u"%1/%2-%3.png"_s.arg(m_folder).arg(m_shots, 2, 10, QChar(u'0')).arg(name);
    if (!m_last.save(file))
        end(1, u"%1 could not be written"_s.arg(file));
}

void Tour::end(int code, const QString &sentence)
{
    m_timer.stop();
    std::fprintf(code == 0 ? stdout : stderr, "tour: %s\n", qUtf8Printable(sentence));
    QCoreApplication::exit(code);
}

} // namespace chancery
