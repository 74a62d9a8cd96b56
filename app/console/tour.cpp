// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/panels/imports/importspanel.h"
#include "ui/panels/panel.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>

#include <cstdio>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 40;
constexpr qint64 patienceMs = 60'000;
constexpr int statusColumn = 3; ///< of the table of passports
constexpr qint64 paintMs = 400; ///< after a stop is ready: layouts settle, fades end

} // namespace

Tour::Tour(Application &application, Theme &theme, QString folder)
    : m_application(application)
    , m_theme(theme)
    , m_folder(std::move(folder))
{
    m_theme.setMotion(Motion::None);
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

template <class T>
T *Tour::find(const QString &objectName) const
{
    const QWidgetList tops = QApplication::topLevelWidgets();
    for (QWidget *top : tops) {
        if (!top->isVisible())
            continue;
        if (top->objectName() == objectName)
            return qobject_cast<T *>(top);
        if (auto *found = top->findChild<T *>(objectName); found && found->isVisible())
            return found;
    }
    return nullptr;
}

bool Tour::canClick(const QString &objectName) const
{
    const auto *button = find<QAbstractButton>(objectName);
    return button && button->isEnabled();
}

void Tour::plan()
{
    add(u"the light theme"_s, {}, [this] { m_theme.setAppearance(Appearance::Light); });
    planPassports();
    planImport();
    planEdit();
    planPublish();
    planDark();
}

void Tour::planPassports()
{
    const auto rowsThere = [this] {
        const auto *table = find<QAbstractItemView>(u"passportsTable"_s);
        return table && table->model()->rowCount() > 20;
    };
    go(u"passports"_s);
    shoot(u"passports"_s, rowsThere);
    add(u"the first passport"_s, rowsThere, [this] {
        auto *table = find<QAbstractItemView>(u"passportsTable"_s);
        table->setCurrentIndex(table->model()->index(2, 0));
    });
    shoot(u"passports-inspector"_s, [this] { return find<QWidget>(u"inspectorFields"_s) != nullptr; });
    add(u"the JSON tab"_s, {}, [this] { find<QTabWidget>(u"inspectorTabs"_s)->setCurrentIndex(1); });
    shoot(u"passports-json"_s);
    add(u"the fields tab"_s, {}, [this] { find<QTabWidget>(u"inspectorTabs"_s)->setCurrentIndex(0); });
    click(u"passportsTreeToggle"_s);
    shoot(u"passports-tree"_s, [this] {
        const auto *tree = find<QAbstractItemView>(u"passportsTree"_s);
        return tree && tree->model()->rowCount() > 0;
    });
    click(u"passportsTreeToggle"_s);
    add(u"connections"_s, {}, [this] { Q_EMIT m_application.window().connectionsWanted(); });
    shoot(u"connections"_s, [this] { return find<QDialog>(u"connectionsDialog"_s) != nullptr; });
    add(u"connections closed"_s, {}, [this] { find<QDialog>(u"connectionsDialog"_s)->reject(); });
}

void Tour::planImport()
{
    go(u"imports"_s);
    shoot(u"imports-file"_s);
    add(u"a file that is not there"_s, {}, [this] {
        qobject_cast<ImportsPanel *>(m_application.window().panel(u"imports"_s))
            ->openFile(m_files.filePath(u"missing.csv"_s));
    });
    shoot(u"imports-no-file"_s);
    add(u"the sample"_s, {}, [this] {
        const QString path = m_files.filePath(u"catalogue.csv"_s);
        QFile::copy(u":/samples/catalogue.csv"_s, path);
        qobject_cast<ImportsPanel *>(m_application.window().panel(u"imports"_s))->openFile(path);
    });
    shoot(u"imports-columns"_s, [this] { return canClick(u"nextStep"_s); });
    click(u"nextStep"_s);
    shoot(u"imports-check"_s, [this] { return canClick(u"startImport"_s); });
    click(u"startImport"_s);
    shoot(u"imports-run"_s, [this] {
        const auto *label = find<QLabel>(u"settledLabel"_s);
        return label && !label->text().startsWith(u'0');
    });
    shoot(u"imports-report"_s, [this] { return canClick(u"anotherFile"_s); });
}

void Tour::planEdit()
{
    go(u"passports"_s);
    add(u"fresh passports"_s, {}, [this] { m_application.window().panel(u"passports"_s)->refresh(); });
    const auto field = [this] { return find<QLineEdit>(u"field.material"_s); };
    const auto type = [field] {
        field()->selectAll();
        field()->insert(u"Calf leather, chrome-free"_s); // as if typed, unlike setText()
    };
    add(
        u"a changed field"_s, [field] { return field() != nullptr; }, type);
    shoot(u"passports-edit"_s, [this] { return canClick(u"reviewAndSave"_s); });
    click(u"reviewAndSave"_s);
    shoot(u"passports-review"_s, [this] { return find<QDialog>(u"reviewDialog"_s) != nullptr; });
    click(u"reviewSave"_s);
    shoot(u"passports-saved"_s, [this] { return !canClick(u"reviewAndSave"_s); });
}

/// The first draft of the list, by the typed count that the dialog asks for.
void Tour::planPublish()
{
    add(u"a draft"_s, {}, [this] {
        auto *table = find<QAbstractItemView>(u"passportsTable"_s);
        const QModelIndexList drafts = table->model()->match(table->model()->index(0, statusColumn), Qt::DisplayRole,
                                                             tr("Draft"), 1, Qt::MatchExactly);
        if (!drafts.isEmpty())
            table->setCurrentIndex(drafts.first());
    });
    click(u"publishPassports"_s);
    const auto count = [this] { return find<QLineEdit>(u"publishTypedCount"_s); };
    const auto typeCount = [this, count] {
        const auto *drafts = find<QAbstractItemView>(u"publishDrafts"_s);
        count()->insert(QString::number(drafts->model()->rowCount()));
    };
    add(
        u"the count to publish"_s, [count] { return count() != nullptr; }, typeCount);
    shoot(u"passports-publish"_s, [this] { return canClick(u"publishConfirm"_s); });
    click(u"publishConfirm"_s);
    shoot(u"passports-published"_s, [this] { return !find<QWidget>(u"publishStop"_s) && canClick(u"publishBack"_s); });
    add(u"publish closed"_s, {}, [this] {
        if (auto *dialog = find<QDialog>(u"publishDialog"_s))
            dialog->reject();
    });
}

void Tour::planDark()
{
    add(u"the dark theme"_s, {}, [this] { m_theme.setAppearance(Appearance::Dark); });
    shoot(u"passports-dark"_s);
    go(u"imports"_s);
    shoot(u"imports-report-dark"_s);
    add(u"connections"_s, {}, [this] { Q_EMIT m_application.window().connectionsWanted(); });
    shoot(u"connections-dark"_s, [this] { return find<QDialog>(u"connectionsDialog"_s) != nullptr; });
    add(u"connections closed"_s, {}, [this] { find<QDialog>(u"connectionsDialog"_s)->reject(); });
}

void Tour::add(const QString &name, std::function<bool()> ready, std::function<void()> act)
{
    m_stops.push_back({name, std::move(ready), std::move(act)});
}

void Tour::shoot(const QString &name, std::function<bool()> ready)
{
    add(name, std::move(ready), [this] { m_waited.restart(); });
    add(
        name, [this] { return m_waited.hasExpired(paintMs); }, [this, name] { save(name); });
}

void Tour::click(const QString &objectName)
{
    add(
        objectName, [this, objectName] { return canClick(objectName); },
        [this, objectName] { find<QAbstractButton>(objectName)->click(); });
}

void Tour::go(const QString &panel)
{
    add(panel, {}, [this, panel] { m_application.window().showPanel(panel); });
}

void Tour::step()
{
    if (m_at == m_stops.size())
        return end(0, u"%1 screenshots in %2"_s.arg(m_shots).arg(m_folder));
    const Stop &stop = m_stops[m_at];
    if (stop.ready && !stop.ready()) {
        if (m_waited.hasExpired(patienceMs))
            end(1, u"the tour did not reach “%1”"_s.arg(stop.name));
        return;
    }
    ++m_at;
    m_waited.restart();
    stop.act();
}

void Tour::save(const QString &name)
{
    QDir().mkpath(m_folder);
    QWidget *front = QApplication::activeModalWidget();
    const QString file = u"%1/%2-%3.png"_s.arg(m_folder).arg(++m_shots, 2, 10, QChar(u'0')).arg(name);
    if (!(front ? front : &m_application.window())->grab().save(file))
        end(1, u"%1 could not be written"_s.arg(file));
}

void Tour::end(int code, const QString &sentence)
{
    m_timer.stop();
    std::fprintf(code == 0 ? stdout : stderr, "tour: %s\n", qUtf8Printable(sentence));
    QCoreApplication::exit(code);
}

} // namespace chancery
