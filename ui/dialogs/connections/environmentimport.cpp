// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/environmentimport.h"

#include "core/profiles/atomicfile.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// A .env file has some lines; anything much larger is another file.
constexpr qint64 largestFile = 256 * 1024;
constexpr int fieldLines = 6;

QPushButton *button(const QString &words, const QString &name, QWidget *parent)
{
    auto *made = new QPushButton(words, parent);
    made->setObjectName(name);
    made->setAccessibleName(QString(words).remove(u'&'));
    return made;
}

} // namespace

/// Hands pasted and dropped text on instead of showing it.
class EnvironmentImport::PasteField : public QPlainTextEdit
{
public:
    PasteField(EnvironmentImport &page)
        : QPlainTextEdit(&page)
        , m_page(page)
    {
        setObjectName(u"environmentText"_s);
        setAccessibleName(tr("Lines of the .env file"));
        setFont(typeFont(Type::Code));
        setUndoRedoEnabled(false);
        setTabChangesFocus(true);
        setFixedHeight(fieldLines * fontMetrics().lineSpacing() + 2 * space::large);
        setPlaceholderText(u"KEYBAN_API=https://api.prod.keyban.io\nKEYBAN_API_KEY=…\nKEYBAN_APP_ID=…"_s);
    }

protected:
    void insertFromMimeData(const QMimeData *source) override
    {
        const QList<QUrl> urls = source->urls();
        if (!urls.isEmpty() && urls.first().isLocalFile())
            return m_page.readFile(urls.first().toLocalFile());
        QString text = source->text();
        m_page.read(text.toUtf8(), EnvironmentImport::tr("the pasted text"));
        wipe(text);
    }
    bool canInsertFromMimeData(const QMimeData *source) const override
    {
        return source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
    }

private:
    EnvironmentImport &m_page;
};

EnvironmentImport::EnvironmentImport(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_offer(new Card(tr("From this program’s environment"), this))
    , m_offerWords(new QLabel(m_offer))
    , m_text(new PasteField(*this))
    , m_useOffer(button(tr("&Use it"), u"useEnvironment"_s, m_offer))
    , m_choose(button(tr("Choose a &file…"), u"chooseEnvironmentFile"_s, this))
    , m_import(button(tr("&Import"), u"importText"_s, this))
    , m_cancel(button(tr("&Cancel"), u"cancelImport"_s, this))
{
    setObjectName(u"environmentImport"_s);
    setFocusProxy(m_text);
    buildOffer();
    layOut();
    connect(m_useOffer, &QPushButton::clicked, this, &EnvironmentImport::useOffer);
    connect(m_choose, &QPushButton::clicked, this, &EnvironmentImport::chooseFile);
    connect(m_cancel, &QPushButton::clicked, this, &EnvironmentImport::cancelled);
    connect(m_text, &QPlainTextEdit::textChanged, this,
            [this] { m_import->setEnabled(!m_text->document()->isEmpty()); });
    connect(m_import, &QPushButton::clicked, this, [this] {
        QString text = m_text->toPlainText();
        read(text.toUtf8(), tr("the text"));
        wipe(text);
    });
}

void EnvironmentImport::buildOffer()
{
    m_offer->hide();
    m_offer->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_offerWords->setWordWrap(true);
    m_offerWords->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addWidget(m_offerWords, 1);
    row->addWidget(m_useOffer, 0, Qt::AlignTop);
    m_offer->body()->addLayout(row);
}

void EnvironmentImport::layOut()
{
    auto *title = new QLabel(tr("Import a connection"), this);
    setType(*title, Type::CardTitle);
    auto *words =
        new QLabel(tr("Paste the lines of a .env file here, or choose the file. KEYBAN_API, KEYBAN_API_KEY and "
                      "KEYBAN_APP_ID are read, and for settlements KEYSTONE_API, KEYSTONE_AUTH, KEYSTONE_CLIENT_ID "
                      "and KEYSTONE_CLIENT_SECRET; all else is left alone. What you paste is read at once and not "
                      "shown, since it holds the key."),
                   this);
    setType(*words, Type::Secondary);
    words->setWordWrap(true);
    setButtonKind(*m_import, ButtonKind::Primary);
    m_import->setEnabled(false);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::small);
    actions->addWidget(m_choose);
    actions->addStretch();
    actions->addWidget(m_cancel);
    actions->addWidget(m_import);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, space::small, 0);
    column->setSpacing(space::medium);
    column->addWidget(title);
    column->addWidget(m_banner);
    column->addWidget(m_offer);
    column->addWidget(words);
    column->addWidget(m_text);
    column->addLayout(actions);
    column->addStretch();
}

void EnvironmentImport::offer(EnvironmentProfile offered)
{
    QStringList words{tr("The program was started with a connection to %1.").arg(offered.profile.keyban.base.host()),
                      offered.apiKey.isEmpty() ? tr("It names no API key.") : tr("It brings an API key.")};
    if (offered.profile.keystone)
        words << (offered.clientSecret.isEmpty() ? tr("Settlements are at %1, without a client secret.")
                                                 : tr("Settlements are at %1, and it brings the client secret."))
                     .arg(offered.profile.keystone->base.host());
    m_offerWords->setText(words.join(u' '));
    m_offered = std::move(offered);
    m_offer->show();
}

void EnvironmentImport::reset()
{
    m_banner->clear();
    m_text->clear();
}

void EnvironmentImport::useOffer()
{
    EnvironmentProfile found{m_offered->profile, m_offered->apiKey.clone(), m_offered->clientSecret.clone()};
    found.profile.id = QUuid::createUuid();
    reset();
    Q_EMIT imported(found);
}

void EnvironmentImport::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a .env file"));
    dialog->setObjectName(u"environmentFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::fileSelected, this, &EnvironmentImport::readFile);
    dialog->open();
}

void EnvironmentImport::readFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return m_banner->showError({.kind = ErrorKind::Input,
                                    .cause = info.isDir() ? Cause::FileIsDirectory : Cause::FileNotRegular,
                                    .subject = path});
    if (info.size() > largestFile)
        return m_banner->showContent({.headline = tr("%1 is too large for a .env file.").arg(info.fileName()),
                                      .serverWords = {},
                                      .remedy = tr("Choose the file that holds the lines KEYBAN_API and others."),
                                      .details = {}});
    Result<QByteArray> text = readWhole(path);
    if (!text)
        return m_banner->showError(text.error());
    read(std::move(*text), info.fileName());
}

void EnvironmentImport::read(QByteArray &&text, const QString &source)
{
    std::optional<EnvironmentProfile> found = fromEnvironmentText(std::move(text));
    m_text->clear();
    if (!found)
        return m_banner->showContent(
            {.headline = tr("None of KEYBAN_API, KEYBAN_API_KEY, KEYBAN_APP_ID and of the KEYSTONE names stands in %1.")
                             .arg(source),
             .serverWords = {},
             .remedy = tr("Paste whole lines such as KEYBAN_APP_ID=7b0a5a52-…; what was there has been wiped here."),
             .details = {}});
    m_banner->clear();
    Q_EMIT imported(*found);
}

} // namespace chancery
