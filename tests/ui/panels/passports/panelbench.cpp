// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/passports/panelbench.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>

#include <algorithm>

namespace chancery::test {

using namespace Qt::StringLiterals;

void PanelBench::begin()
{
    if (!m_theme) {
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->setMotion(Motion::None);
    }
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_network = std::make_unique<ScriptedNetwork>();
    m_catalogue = std::make_unique<FakeCatalogue>(*m_network);
}

void PanelBench::end()
{
    m_panel.reset();
    m_sync.reset();
    m_mirror.reset();
    m_client.reset();
    m_connection.reset();
    m_catalogue.reset();
    m_network.reset();
    m_settings.reset();
}

void PanelBench::fill(int models)
{
    for (int i = 0; i < models; ++i)
        m_catalogue->add(qPrintable(uR"({"id":"m%1","modelNumber":"M-%1","name":"Model %1","status":"published",
            "certificationStatus":"certified","data":{"gtin":"400%1","material":"oak"},"certifiedPaths":["gtin"]})"_s
                                        .arg(i)));
}

void PanelBench::build(GuardLevel guard)
{
    m_connection =
        std::make_unique<TestConnection>(*m_network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key", guard);
    m_client = std::make_unique<keyban::Client>(m_connection->http(), keyban::ClientSettings{});
    m_mirror = std::make_unique<Mirror>(MirrorPlace{m_folder->filePath(u"mirror.sqlite"_s), u"test"_s, {}});
    m_sync = std::make_unique<MirrorSync>(*m_client, *m_mirror);
    m_mirror->open().then(m_sync.get(), [this](const Result<Nothing> &opened) {
        QVERIFY(opened.ok());
        m_sync->start();
    });
    const PassportsPanelParts parts{.client = *m_client,
                                    .mirror = *m_mirror,
                                    .sync = *m_sync,
                                    .settings = *m_settings,
                                    .gate = m_keeper ? m_keeper->gate() : Gate{},
                                    .keeper = m_keeper};
    m_panel = std::make_unique<PassportsPanel>(
        parts, PassportsPanelFacts{false, u"Test"_s, u"127.0.0.1"_s, u"StarknetSepolia"_s});
    m_panel->resize(1200, 760);
    m_panel->show();
}

void PanelBench::show(GuardLevel guard)
{
    build(guard);
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    const int all = m_catalogue->count();
    const auto *tree = find<QAbstractItemView>(u"passportsTree"_s)->model();
    QTRY_VERIFY(rows() >= all || tree->rowCount() > 0);
    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Resting);
}

void PanelBench::select(int row)
{
    table()->setCurrentIndex(table()->model()->index(row, 0));
}

void PanelBench::type(const QString &field, const QString &text, QWidget *in)
{
    auto *editor = find<QLineEdit>(field, in);
    QVERIFY2(editor, qPrintable(field));
    editor->selectAll();
    QTest::keyClicks(editor, text);
}

void PanelBench::click(const QString &name, QWidget *in)
{
    auto *button = find<QAbstractButton>(name, in);
    QVERIFY2(button, qPrintable(name));
    QTRY_VERIFY2(button->isEnabled(), qPrintable(name));
    button->click();
}

qsizetype PanelBench::calls(const QByteArray &method) const
{
    return std::count_if(m_network->seen().begin(), m_network->seen().end(),
                         [&method](const SeenRequest &request) { return request.method == method; });
}

} // namespace chancery::test
