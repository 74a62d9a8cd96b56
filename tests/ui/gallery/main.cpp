// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/gallery/pages.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/environmentstrip.h"
#include "ui/widgets/rail.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCommandLineParser>
#include <QDir>
#include <QLabel>
#include <QStatusBar>
#include <QTimer>

using namespace Qt::StringLiterals;

using namespace chancery;
using namespace chancery::gallery;

namespace {

struct Page
{
    QString key;
    QString name;
    QString icon;
    EnvironmentFacts::Danger danger;
    QWidget *(*make)();
};

QList<Page> pages()
{
    return {{u"passports"_s, u"Passports"_s, u"passport"_s, EnvironmentFacts::Test, passportsPage},
            {u"imports"_s, u"Imports"_s, u"import"_s, EnvironmentFacts::Live, importsPage},
            {u"banners"_s, u"Banners"_s, u"warning"_s, EnvironmentFacts::Test, bannersPage},
            {u"controls"_s, u"Controls"_s, u"settings"_s, EnvironmentFacts::Live, controlsPage},
            {u"popups"_s, u"Popups"_s, u"info"_s, EnvironmentFacts::Test, popupsPage},
            {u"diagrams"_s, u"Diagrams"_s, u"info"_s, EnvironmentFacts::Test, diagramsPage},
            {u"oddDiagrams"_s, u"Odd diagrams"_s, u"info"_s, EnvironmentFacts::Test, oddDiagramsPage}};
}

class Gallery : public QWidget
{
public:
    Gallery()
        : m_strip(new EnvironmentStrip)
        , m_rail(new Rail)
        , m_body(new QHBoxLayout)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        m_body->setSpacing(0);
        m_body->addWidget(m_rail);
        m_rail->setTitle(u"Chancery"_s);
        for (const Page &entry : pages())
            m_rail->addEntry({entry.key, entry.name, entry.icon});
        m_rail->setBadge(u"imports"_s, u"62 %"_s);
        auto *status = new QStatusBar;
        status->setSizeGripEnabled(false);
        status->addWidget(new QLabel(u"Import spring-catalogue.csv"_s));
        status->addPermanentWidget(new QLabel(u"Ledger verified 14:00 · 12,408 entries"_s));
        column->addWidget(m_strip);
        column->addLayout(m_body, 1);
        column->addWidget(status);
        connect(m_rail, &Rail::currentChanged, this, &Gallery::open);
        resize(1440, 900);
        m_rail->setCurrent(u"passports"_s);
    }

    void open(const QString &key)
    {
        for (const Page &entry : pages()) {
            if (entry.key != key)
                continue;
            delete m_page;
            m_page = entry.make();
            m_body->addWidget(m_page, 1);
            if (auto *field = m_page->findChild<QWidget *>(u"focusMe"_s))
                field->setFocus();
            const bool live = entry.danger == EnvironmentFacts::Live;
            m_strip->setFacts({.danger = entry.danger,
                               .profile = live ? u"Maison Aubrac, production"_s : u"Maison Aubrac, sandbox"_s,
                               .host = live ? u"api.prod.keyban.io"_s : u"127.0.0.1"_s,
                               .network = live ? u"BaseMainnet"_s : u"StarknetSepolia"_s,
                               .guard = live ? u"Confirm every write"_s : u"Normal"_s,
                               .guardTone = live ? Tone::Attention : Tone::Good,
                               .keychain = u"Keychain unlocked"_s});
        }
    }

    Rail &rail() { return *m_rail; }

private:
    EnvironmentStrip *m_strip;
    Rail *m_rail;
    QHBoxLayout *m_body;
    QWidget *m_page = nullptr;
};

/// Goes through all pages in all themes, a turn of the event loop each.
class Photographer : public QObject
{
public:
    Photographer(Gallery &gallery, Theme &theme, const QString &folder)
        : m_gallery(gallery)
        , m_theme(theme)
        , m_folder(folder)
    {
        m_turn.setInterval(250);
        connect(&m_turn, &QTimer::timeout, this, &Photographer::step);
        QDir().mkpath(folder);
        prepare();
        m_turn.start();
    }

private:
    void prepare()
    {
        const bool dark = m_at / pages().size() == 1;
        const bool contrast = m_at / pages().size() == 2;
        m_theme.setAppearance(contrast ? Appearance::HighContrast : dark ? Appearance::Dark : Appearance::Light);
        m_gallery.rail().setCurrent(pages().at(m_at % pages().size()).key);
    }

    void step()
    {
        const qsizetype theme = m_at / pages().size();
        const QString look = theme == 0 ? u"light"_s : theme == 1 ? u"dark"_s : u"contrast"_s;
        m_gallery.grab().save(u"%1/%2-%3@%4.png"_s.arg(m_folder, pages().at(m_at % pages().size()).key, look,
                                                       QString::number(m_gallery.devicePixelRatioF())));
        if (++m_at == pages().size() * 3) {
            QCoreApplication::quit();
            return;
        }
        prepare();
    }

    Gallery &m_gallery;
    Theme &m_theme;
    QString m_folder;
    QTimer m_turn;
    qsizetype m_at = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"shots"_s, u"Save a picture of every page in every theme."_s, u"folder"_s});
    parser.addOption({u"rtl"_s, u"Lay out from right to left."_s});
    parser.process(application);
    if (parser.isSet(u"rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);
    Theme theme(application);
    Gallery gallery;
    gallery.show();
    std::unique_ptr<Photographer> photographer;
    if (parser.isSet(u"shots"_s)) {
        theme.setMotion(Motion::None);
        photographer = std::make_unique<Photographer>(gallery, theme, parser.value(u"shots"_s));
    }
    return QApplication::exec();
}
