// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"
#include "ui/words/errortext.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;
class QVariantAnimation;

namespace chancery {

/// What a banner says. Empty parts are left out.
struct BannerContent
{
    Tone tone = Tone::Bad;
    QString headline{};    ///< what happened, one sentence
    QString serverWords{}; ///< the server's own words, where the headline does not say them
    QString remedy{};      ///< what to do
    QString details{};     ///< the whole account, folded away

    bool operator==(const BannerContent &) const = default;
};

/// The inline account of a failure or a finding; one a panel. Hidden until shown, stays until dismissed or cleared.
/// Assistive technology is told of it as an alert.
class Banner : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void showContent(const BannerContent &content);
    /// describe(error) as a banner.
    void showError(const Error &error);
    /// Takes the banner away with its actions, without dismissed().
    void clear();
    const BannerContent &content() const { return m_content; }

    /// A button in the banner, such as "Try again"; gone with clear(). Connect to its clicked().
    QPushButton *addAction(const QString &text);
    using QWidget::addAction;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person took the banner away.
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void refreshIcon();
    void setDetailsVisible(bool visible);
    void copyAll() const;
    void fadeIn();

    BannerContent m_content;
    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_serverWords;
    QLabel *m_remedy;
    QPlainTextEdit *m_details;
    QHBoxLayout *m_actions;
    QToolButton *m_fold;
    QToolButton *m_copy;
    QToolButton *m_dismiss;
    QList<QPushButton *> m_buttons;
    QVariantAnimation *m_fade;
};

} // namespace chancery
