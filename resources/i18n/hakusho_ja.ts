<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Hakusho</source>
        <translation>Hakusho について</translation>
    </message>
    <message>
        <source>Hakusho {0}</source>
        <translation>Hakusho {0}</translation>
    </message>
    <message>
        <source>An offline reader for Japanese white papers. Free software under the GNU Affero General Public License, version 3 or later. It never goes online.</source>
        <translation>白書をオフラインで読むためのリーダーです。GNU Affero General Public License 第3版以降に基づく自由ソフトウェアです。ネットワークには接続しません。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>書き込み(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open files…</source>
        <translation>ファイルを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>フォルダーを開く(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Reading order of the files…</source>
        <translation>ファイルを読む順番(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Export notes…</source>
        <translation>書き込みのエクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Import notes…</source>
        <translation>書き込みのインポート(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>検索(&amp;F)</translation>
    </message>
    <message>
        <source>Next &amp;hit</source>
        <translation>次の一致(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous hit</source>
        <translation>前の一致(&amp;P)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>実際の大きさ(&amp;A)</translation>
    </message>
    <message>
        <source>Fit &amp;width</source>
        <translation>幅に合わせる(&amp;W)</translation>
    </message>
    <message>
        <source>Fit &amp;page</source>
        <translation>ページ全体を表示(&amp;P)</translation>
    </message>
    <message>
        <source>Fit &amp;text column</source>
        <translation>本文の段に合わせる(&amp;T)</translation>
    </message>
    <message>
        <source>Pages &amp;below one another</source>
        <translation>ページを縦に並べる(&amp;B)</translation>
    </message>
    <message>
        <source>One pa&amp;ge at a time</source>
        <translation>1ページずつ表示(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Facing pages</source>
        <translation>見開き表示(&amp;F)</translation>
    </message>
    <message>
        <source>Turn &amp;clockwise</source>
        <translation>右に回転(&amp;C)</translation>
    </message>
    <message>
        <source>Tur&amp;n counterclockwise</source>
        <translation>左に回転(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Left panel</source>
        <translation>左のパネル(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Side panel</source>
        <translation>サイドパネル(&amp;S)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全画面表示(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>進む(&amp;F)</translation>
    </message>
    <message>
        <source>Go to &amp;page…</source>
        <translation>ページへ移動(&amp;P)…</translation>
    </message>
    <message>
        <source>Go to &amp;definition</source>
        <translation>定義へ移動(&amp;D)</translation>
    </message>
    <message>
        <source>Next &amp;use</source>
        <translation>次の使用箇所(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Bookmark this place</source>
        <translation>ここにしおりを付ける(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Highlight the selection</source>
        <translation>選択範囲をハイライト(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Hakusho</source>
        <translation>Hakusho について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>新しいウィンドウ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>ウィンドウを閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Nig&amp;ht colours</source>
        <translation>夜間の配色(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Ruler under the line</source>
        <translation>読書用の定規(&amp;R)</translation>
    </message>
    <message>
        <source>Pr&amp;esentation</source>
        <translation>スライド表示(&amp;E)</translation>
    </message>
    <message>
        <source>Rea&amp;ding view</source>
        <translation>リーディング表示(&amp;D)</translation>
    </message>
    <message>
        <source>Larger te&amp;xt in the reading view</source>
        <translation>リーディング表示の文字を大きく(&amp;X)</translation>
    </message>
    <message>
        <source>S&amp;maller text in the reading view</source>
        <translation>リーディング表示の文字を小さく(&amp;M)</translation>
    </message>
    <message>
        <source>Second &amp;view</source>
        <translation>2 つ目のページ表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>印刷(&amp;P)…</translation>
    </message>
    <message>
        <source>Print with o&amp;wn notes</source>
        <translation>自分の書き込みも印刷(&amp;W)</translation>
    </message>
    <message>
        <source>Proper&amp;ties…</source>
        <translation>プロパティ(&amp;T)…</translation>
    </message>
    <message>
        <source>Copy with c&amp;itation</source>
        <translation>出典を付けてコピー(&amp;I)</translation>
    </message>
    <message>
        <source>Copy as pic&amp;ture…</source>
        <translation>図としてコピー(&amp;T)…</translation>
    </message>
    <message>
        <source>Copy with &amp;ruby 《》</source>
        <translation>ルビを《》で付けてコピー(&amp;R)</translation>
    </message>
    <message>
        <source>Copy with &amp;marks of notes</source>
        <translation>注の番号を付けてコピー(&amp;M)</translation>
    </message>
    <message>
        <source>Select &amp;all of the page</source>
        <translation>ページ全体を選択(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Keep the figure in sight</source>
        <translation>図表を別ウィンドウで表示しておく</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>figure</source>
        <translation>図</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>column</source>
        <translation>コラム</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部</translation>
    </message>
    <message>
        <source>chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>section</source>
        <translation>節</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>略称</translation>
    </message>
    <message>
        <source>Acronym</source>
        <translation>略語</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>脚注</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>図</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>図表の題</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>PDF p. {0}</source>
        <translation>PDF {0}ページ目</translation>
    </message>
    <message>
        <source>Used here, but not explained in the files that are open.</source>
        <translation>ここで使われていますが、開いているファイルの中では説明されていません。</translation>
    </message>
    <message>
        <source>A guess ({0} % sure).</source>
        <translation>推定です（確からしさ {0} %）。</translation>
    </message>
    <message>
        <source>A guess ({0} % sure); other candidates below.</source>
        <translation>推定です（確からしさ {0} %）。ほかの候補は下にあります。</translation>
    </message>
    <message>
        <source>Go to definition</source>
        <translation>定義へ移動</translation>
    </message>
    <message>
        <source>Next use</source>
        <translation>次の使用箇所</translation>
    </message>
    <message>
        <source>Introduced on {0}, explained in footnote {1}</source>
        <translation>{0}で初出、脚注{1}に説明</translation>
    </message>
    <message>
        <source>Introduced on {0} as a short name</source>
        <translation>{0}で略称として定義</translation>
    </message>
    <message>
        <source>Introduced on {0} in parentheses</source>
        <translation>{0}で括弧書きにより定義</translation>
    </message>
    <message>
        <source>Note {0}</source>
        <translation>注{0}</translation>
    </message>
    <message>
        <source>No mark in the text points to this note.</source>
        <translation>本文にこの注の番号は見つかりません。</translation>
    </message>
    <message>
        <source>Go to the note</source>
        <translation>注へ移動</translation>
    </message>
    <message>
        <source>Back to the mark</source>
        <translation>本文の番号へ戻る</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>A guess: several places have this number, this is the nearest.</source>
        <translation>推測：この番号は複数の箇所にあり、ここは最も近いものです。</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>What this points to is known as soon as the whole volume is read.</source>
        <translation>参照先は、全体の読み取りが終わると分かります。</translation>
    </message>
    <message>
        <source>The {0} it names is in none of the open files.</source>
        <translation>参照先の{0}は、開いているファイルの中にありません。</translation>
    </message>
    <message>
        <source>Nothing in this volume refers to it by number.</source>
        <translation>番号でこれを参照している箇所はありません。</translation>
    </message>
    <message>
        <source>Who refers to it is known as soon as the whole volume is read.</source>
        <translation>参照元は、全体の読み取りが終わると分かります。</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>桃</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Cyan</source>
        <translation>水色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>緑</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>{0} characters copied</source>
        <translation>{0} 文字をコピーしました</translation>
    </message>
    <message>
        <source>Nothing is selected: drag over the text first.</source>
        <translation>何も選択されていません。先に文字をドラッグして選んでください。</translation>
    </message>
    <message>
        <source>Copied with its source</source>
        <translation>出典を付けてコピーしました</translation>
    </message>
    <message>
        <source>Drag a rectangle over the page; Esc leaves.</source>
        <translation>ページの上で範囲をドラッグしてください。Esc でやめます。</translation>
    </message>
    <message>
        <source>(“{0}”, {1})</source>
        <translation>（『{0}』{1}）</translation>
    </message>
    <message>
        <source>(“{0}”, {1}, {2})</source>
        <translation>（『{0}』{1}、{2}）</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>page {0} of the PDF</source>
        <translation>PDF の {0} ページ目</translation>
    </message>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
    <message>
        <source>Picture of {0} × {1} pixels copied</source>
        <translation>{0} × {1} ピクセルの図をコピーしました</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>“{0}” cannot be opened: No such file or directory.</source>
        <translation>「{0}」が見つかりません。</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened: Permission denied.</source>
        <translation>「{0}」を開く権限がありません。</translation>
    </message>
    <message>
        <source>“{0}” is empty (0 bytes).</source>
        <translation>「{0}」は空のファイル（0 バイト）です。</translation>
    </message>
    <message>
        <source>“{0}” is not a PDF.</source>
        <translation>「{0}」は PDF ではありません。</translation>
    </message>
    <message>
        <source>“{0}” is damaged and cannot be read.</source>
        <translation>「{0}」は壊れていて読めません。</translation>
    </message>
    <message>
        <source>“{0}” needs a password.</source>
        <translation>「{0}」を開くにはパスワードが必要です。</translation>
    </message>
    <message>
        <source>“{0}” has no pages that can be read.</source>
        <translation>「{0}」には読めるページがありません。</translation>
    </message>
    <message>
        <source>“{0}” made its reader process crash.</source>
        <translation>「{0}」の読み取り中に処理が異常終了しました。</translation>
    </message>
    <message>
        <source>“{0}” takes too long to read.</source>
        <translation>「{0}」の読み取りに時間がかかりすぎています。</translation>
    </message>
    <message>
        <source>Fetch the file again.</source>
        <translation>ファイルを取得し直してください。</translation>
    </message>
    <message>
        <source>It can be shown, but not searched.</source>
        <translation>表示はできますが、検索はできません。</translation>
    </message>
    <message>
        <source>Wait for it to end, then try again.</source>
        <translation>終わるのを待って、もう一度試してください。</translation>
    </message>
    <message>
        <source>“{0}” cannot follow OR or NEAR.</source>
        <translation>OR や NEAR のすぐ後に「{0}」は置けません。</translation>
    </message>
    <message>
        <source>Put what is left out at the end.</source>
        <translation>除く語は最後に置いてください。</translation>
    </message>
    <message>
        <source>NEAR joins words, not regular expressions.</source>
        <translation>NEAR でつなげるのは語だけです。正規表現はつなげません。</translation>
    </message>
    <message>
        <source>OR and NEAR join words, not filters.</source>
        <translation>OR と NEAR でつなげるのは語だけです。絞り込みの条件はつなげません。</translation>
    </message>
    <message>
        <source>The regular expression is not right: {0}.</source>
        <translation>正規表現が正しくありません（{0}）。</translation>
    </message>
    <message>
        <source>The regular expression takes too long.</source>
        <translation>正規表現の検索に時間がかかりすぎます。</translation>
    </message>
    <message>
        <source>Make it simpler.</source>
        <translation>もっと簡単な式にしてください。</translation>
    </message>
    <message>
        <source>There is no part “{0}”.</source>
        <translation>「{0}」という場所はありません。</translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <translation>指定できるのは {0} です。</translation>
    </message>
    <message>
        <source>“{0}” names no pages.</source>
        <translation>「{0}」はページの指定ではありません。</translation>
    </message>
    <message>
        <source>Write 24, 10-40, or p3-p8 for pages of the file.</source>
        <translation>24 や 10-40、ファイル内のページなら p3-p8 のように書いてください。</translation>
    </message>
    <message>
        <source>The rights of “{0}” forbid annotating it.</source>
        <translation>「{0}」は注釈の追加が許可されていません。</translation>
    </message>
    <message>
        <source>Export XFDF or an HTML sheet to print instead.</source>
        <translation>代わりに XFDF、または印刷用の HTML でエクスポートしてください。</translation>
    </message>
    <message>
        <source>“{0}” is the file itself.</source>
        <translation>「{0}」は元のファイルです。</translation>
    </message>
    <message>
        <source>Choose another name for the copy.</source>
        <translation>コピーには別の名前を付けてください。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written.</source>
        <translation>「{0}」に書き込めません。</translation>
    </message>
    <message>
        <source>Bookmarks have no place in this form.</source>
        <translation>この形式ではしおりをエクスポートできません。</translation>
    </message>
    <message>
        <source>Choose Markdown, HTML, CSV or JSON.</source>
        <translation>Markdown、HTML、CSV、JSON のいずれかを選んでください。</translation>
    </message>
    <message>
        <source>“{0}” cannot be read.</source>
        <translation>「{0}」を読めません。</translation>
    </message>
    <message>
        <source>This is no XFDF, or a damaged one.</source>
        <translation>XFDF ではないか、壊れています。</translation>
    </message>
    <message>
        <source>This is XML, but no XFDF.</source>
        <translation>XML ですが、XFDF ではありません。</translation>
    </message>
    <message>
        <source>There are no annotations in this file.</source>
        <translation>このファイルに注釈はありません。</translation>
    </message>
    <message>
        <source>These annotations are about “{0}”, which is not open.</source>
        <translation>この注釈は、開かれていない「{0}」に付けられたものです。</translation>
    </message>
    <message>
        <source>“{0}” is a copy of no file that is open.</source>
        <translation>「{0}」は、開いているどのファイルのコピーでもありません。</translation>
    </message>
    <message>
        <source>Open it first.</source>
        <translation>先にそのファイルを開いてください。</translation>
    </message>
    <message>
        <source>“{0}” holds no notes, or is damaged.</source>
        <translation>「{0}」に書き込みがないか、壊れています。</translation>
    </message>
    <message>
        <source>“{0}” is too large to be notes.</source>
        <translation>「{0}」は書き込みのファイルとしては大きすぎます。</translation>
    </message>
    <message>
        <source>These notes were written by a newer version of Hakusho.</source>
        <translation>この書き込みは新しい版の Hakusho で作られています。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更していません。</translation>
    </message>
    <message>
        <source>Nothing was read.</source>
        <translation>何も読み込んでいません。</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>The files of this document have gone.</source>
        <translation>この文書のファイルが見つかりません。</translation>
    </message>
    <message>
        <source>Enter opens “{0}”.</source>
        <translation>Enter で「{0}」を開きます。</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>Outline</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>サイドパネル</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>言語は次回の起動から変わります。</translation>
    </message>
    <message>
        <source>There is only one file.</source>
        <translation>ファイルは一つだけです。</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>Bookmark kept</source>
        <translation>しおりを付けました</translation>
    </message>
    <message>
        <source>Nothing is selected: drag over the text first.</source>
        <translation>何も選択されていません。先に文字をドラッグして選んでください。</translation>
    </message>
    <message>
        <source>No file is open.</source>
        <translation>ファイルが開かれていません。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>PgUp, PgDn, Space</source>
        <translation>PgUp、PgDn、Space</translation>
    </message>
    <message>
        <source>One screen up or down</source>
        <translation>1 画面上または下へ</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home、End</translation>
    </message>
    <message>
        <source>First or last page</source>
        <translation>最初または最後のページ</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+ホイール</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>ポインターの位置で拡大・縮小</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+クリック</translation>
    </message>
    <message>
        <source>Go where an acronym, mark or reference leads</source>
        <translation>略語、注番号、参照の指す先へ移動</translation>
    </message>
    <message>
        <source>Enter, Shift+Enter</source>
        <translation>Enter、Shift+Enter</translation>
    </message>
    <message>
        <source>In the search box: next or previous hit</source>
        <translation>検索欄で、次または前の一致へ</translation>
    </message>
    <message>
        <source>Up, Down; Enter, Esc</source>
        <translation>↑、↓、Enter、Esc</translation>
    </message>
    <message>
        <source>In the list of hits: look at a hit; go there, or back</source>
        <translation>検索結果の一覧で：見てみる、そこへ移る、元の場所に戻る</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Leave the search box; let the side panel follow the page</source>
        <translation>検索欄を離れる。サイドパネルをページに追従させる</translation>
    </message>
</context>
<context>
    <name>HitsModel</name>
    <message>
        <source>Other forms</source>
        <translation>ほかの語形</translation>
    </message>
</context>
<context>
    <name>LiveTargets</name>
    <message>
        <source>It is not known for sure where this leads; the side panel lists what was found.</source>
        <translation>指す先が確かではありません。見つかったものをサイドパネルに示します。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tool bar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>That is not the password of “{0}”.</source>
        <translation>「{0}」のパスワードが違います。</translation>
    </message>
    <message>
        <source>“{0}” needs a password.</source>
        <translation>「{0}」を開くにはパスワードが必要です。</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>ファイルを開く</translation>
    </message>
    <message>
        <source>PDF files (*.pdf *.PDF)</source>
        <translation>PDF ファイル (*.pdf *.PDF)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Name of the bookmark</source>
        <translation>しおりの名前</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>NoteFiles</name>
    <message>
        <source>There are no notes to export yet.</source>
        <translation>エクスポートする書き込みがまだありません。</translation>
    </message>
    <message>
        <source>Export notes</source>
        <translation>書き込みのエクスポート</translation>
    </message>
    <message>
        <source>{0} notes written to {1} files in “{2}”.</source>
        <translation>書き込み {0} 件を「{2}」の {1} 個のファイルにエクスポートしました。</translation>
    </message>
    <message>
        <source>{0} notes written to “{1}”.</source>
        <translation>書き込み {0} 件を「{1}」にエクスポートしました。</translation>
    </message>
    <message>
        <source>Open the paper that the notes are about first.</source>
        <translation>先に、書き込みの対象の文書を開いてください。</translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation>書き込みのインポート</translation>
    </message>
    <message>
        <source>{0} notes taken in.</source>
        <translation>書き込み {0} 件を取り込みました。</translation>
    </message>
    <message>
        <source>The file holds no notes.</source>
        <translation>ファイルに書き込みはありません。</translation>
    </message>
    <message>
        <source>{0} were there already.</source>
        <translation>{0} 件はすでにあります。</translation>
    </message>
    <message>
        <source>{0} could not be read.</source>
        <translation>{0} 件は読めませんでした。</translation>
    </message>
</context>
<context>
    <name>NoteWords</name>
    <message>
        <source>Highlight</source>
        <translation>ハイライト</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>下線</translation>
    </message>
    <message>
        <source>Squiggle</source>
        <translation>波線</translation>
    </message>
    <message>
        <source>Strike-out</source>
        <translation>取り消し線</translation>
    </message>
    <message>
        <source>Sticky note</source>
        <translation>付箋</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Text box</source>
        <translation>テキスト枠</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>手書き</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>オレンジ</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>ピンク</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Light blue</source>
        <translation>水色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>緑</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>節</translation>
    </message>
    <message>
        <source>Printed page</source>
        <translation>印刷ページ</translation>
    </message>
    <message>
        <source>Page of the file</source>
        <translation>ファイルのページ</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Sheet to print (*.html)</source>
        <translation>印刷用シート (*.html)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>Copy of the PDF with annotations (*.pdf)</source>
        <translation>注釈付きの PDF のコピー (*.pdf)</translation>
    </message>
    <message>
        <source>Annotations for Acrobat, XFDF (*.xfdf)</source>
        <translation>Acrobat 用の注釈 XFDF (*.xfdf)</translation>
    </message>
    <message>
        <source>Web annotations, JSON-LD (*.jsonld)</source>
        <translation>Web アノテーション JSON-LD (*.jsonld)</translation>
    </message>
    <message>
        <source>Everything, for Hakusho (*.hakusho.json)</source>
        <translation>Hakusho 用にすべて (*.hakusho.json)</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>Before the first chapter</source>
        <translation>最初の章より前</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>page {0} of the PDF</source>
        <translation>PDF の {0} ページ目</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>しおり</translation>
    </message>
    <message>
        <source>Notes ({0})</source>
        <translation>書き込み ({0})</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Open a paper, and your bookmarks and highlights appear here.</source>
        <translation>文書を開くと、しおりとハイライトがここに並びます。</translation>
    </message>
    <message>
        <source>No bookmarks or highlights yet. Ctrl+D keeps this place, Ctrl+H highlights the selected text.</source>
        <translation>しおりやハイライトはまだありません。Ctrl+D でこの場所にしおりを付け、Ctrl+H で選択した文字をハイライトします。</translation>
    </message>
    <message>
        <source>Before the first chapter</source>
        <translation>最初の章の前</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation>（文字なし）</translation>
    </message>
</context>
<context>
    <name>OrderDialog</name>
    <message>
        <source>Reading order of the files</source>
        <translation>ファイルを読む順番</translation>
    </message>
    <message>
        <source>pages: {0}</source>
        <translation>{0}ページ</translation>
    </message>
    <message>
        <source>Drag the files, or move the chosen one, to where they are read.</source>
        <translation>ファイルをドラッグするか、選んだファイルを動かして、読む順番に並べてください。</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下へ(&amp;D)</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>{0}: indexing…</source>
        <translation>{0}：索引を作成中…</translation>
    </message>
</context>
<context>
    <name>PageBox</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>There is no page “{0}”.</source>
        <translation>「{0}」というページはありません。</translation>
    </message>
    <message>
        <source>Page: “24” as printed, “p3” for the third page of the volume, “2:5” for the fifth page of the second file</source>
        <translation>ページ：「24」は印刷された番号、「p3」は全体の 3 ページ目、「2:5」は 2 番目のファイルの 5 ページ目</translation>
    </message>
</context>
<context>
    <name>PagePainter</name>
    <message>
        <source>Click to try again.</source>
        <translation>クリックすると、もう一度描画します。</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>サイドパネル</translation>
    </message>
</context>
<context>
    <name>PartFilter</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>PasswordBar</name>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>Popups</name>
    <message>
        <source>Side panel</source>
        <translation>サイドパネル</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Not explained in the files that are open.</source>
        <translation>開いているファイルの中では説明されていません。</translation>
    </message>
    <message>
        <source>A guess.</source>
        <translation>推定です。</translation>
    </message>
    <message>
        <source>Note {0}</source>
        <translation>注{0}</translation>
    </message>
</context>
<context>
    <name>PrintJob</name>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>There is nothing to print.</source>
        <translation>印刷するページがありません。</translation>
    </message>
    <message>
        <source>Something is being printed already.</source>
        <translation>すでに印刷中です。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Own notes</source>
        <translation>自分の書き込み</translation>
    </message>
    <message>
        <source>Print own highlights and bookmarks</source>
        <translation>自分のハイライトとしおりも印刷する</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>印刷しています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Page {0} of {1} printed</source>
        <translation>{1} ページ中 {0} ページを印刷しました</translation>
    </message>
    <message>
        <source>The printer does not answer, or the file cannot be written.</source>
        <translation>プリンターが応答しないか、ファイルに書き込めません。</translation>
    </message>
    <message>
        <source>Printing was ended before the last page.</source>
        <translation>印刷を途中でやめました。</translation>
    </message>
    <message>
        <source>Printed, but {0} pages could not be drawn.</source>
        <translation>印刷しましたが、{0} ページは表示できませんでした。</translation>
    </message>
    <message>
        <source>Written to {0}</source>
        <translation>{0} に書き出しました</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>プリンターに送りました</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>printing</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>printing in full quality</source>
        <translation>高品質の印刷</translation>
    </message>
    <message>
        <source>copying text and pictures</source>
        <translation>文字や図のコピー</translation>
    </message>
    <message>
        <source>reading aloud</source>
        <translation>読み上げ</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>注釈</translation>
    </message>
    <message>
        <source>filling in forms</source>
        <translation>フォームへの記入</translation>
    </message>
    <message>
        <source>changing the contents</source>
        <translation>内容の変更</translation>
    </message>
    <message>
        <source>inserting, deleting and turning pages</source>
        <translation>ページの挿入・削除・回転</translation>
    </message>
    <message>
        <source>There is no text layer: nothing can be found here.</source>
        <translation>文字の情報がないため、検索できません。</translation>
    </message>
    <message>
        <source>The characters of a font have no meaning.</source>
        <translation>文字コードがわからないフォントがあります。</translation>
    </message>
    <message>
        <source>The text runs down the page.</source>
        <translation>縦書きのページです。</translation>
    </message>
    <message>
        <source>No note was found for the mark {0}.</source>
        <translation>番号 {0} に当たる注が見つかりません。</translation>
    </message>
    <message>
        <source>No mark was found for the note {0}.</source>
        <translation>注 {0} を指す番号が本文に見つかりません。</translation>
    </message>
    <message>
        <source>The page cannot be read.</source>
        <translation>ページを読み取れません。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} × {1} mm{2}, pages: {3}</source>
        <translation>{0} × {1} mm{2}、{3} ページ</translation>
    </message>
</context>
<context>
    <name>PropertiesDialog</name>
    <message>
        <source>Properties</source>
        <translation>プロパティ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Embedded</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>フォント</translation>
    </message>
    <message>
        <source>Pages with issues</source>
        <translation>問題のあるページ</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>No issues were found.</source>
        <translation>問題は見つかりませんでした。</translation>
    </message>
    <message>
        <source>The index has not reached this file yet.</source>
        <translation>このファイルの索引はまだできていません。</translation>
    </message>
    <message>
        <source>Title in the file</source>
        <translation>ファイル内の題名</translation>
    </message>
    <message>
        <source>Producer</source>
        <translation>作成ソフト</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ数</translation>
    </message>
    <message>
        <source>Page sizes</source>
        <translation>ページの大きさ</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>禁止</translation>
    </message>
    <message>
        <source>p. {0}: {1}</source>
        <translation>{0}頁：{1}</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>一部を埋め込み</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>すべて埋め込み</translation>
    </message>
    <message>
        <source>not embedded</source>
        <translation>埋め込みなし</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>This page has not been read yet: here is its picture.</source>
        <translation>このページはまだ解析されていないため、画像で表示しています。</translation>
    </message>
    <message>
        <source>The text of this page is doubtful: here is its picture.</source>
        <translation>このページの本文は正しく読み取れていないおそれがあるため、画像で表示しています。</translation>
    </message>
</context>
<context>
    <name>References</name>
    <message>
        <source>Follow the page</source>
        <translation>ページに追従</translation>
    </message>
    <message>
        <source>Show what the visible page contains (Esc)</source>
        <translation>表示中のページの内容を示す (Esc)</translation>
    </message>
    <message>
        <source>Also introduced</source>
        <translation>ほかの定義</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>使用箇所</translation>
    </message>
    <message>
        <source>Marked in the text</source>
        <translation>本文中の番号</translation>
    </message>
    <message>
        <source>Explains</source>
        <translation>説明しているもの</translation>
    </message>
    <message>
        <source>Referred to from</source>
        <translation>参照元</translation>
    </message>
    <message>
        <source>On {0}</source>
        <translation>{0}の内容</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>このページの内容</translation>
    </message>
    <message>
        <source>Open a paper, and its acronyms, notes and references appear here.</source>
        <translation>文書を開くと、略語、注、参照がここに並びます。</translation>
    </message>
    <message>
        <source>No acronyms, notes or references on this page.</source>
        <translation>このページに略語、注、参照はありません。</translation>
    </message>
    <message>
        <source>Acronyms, notes and references appear here as soon as this file is read: {0} of {1} pages so far.</source>
        <translation>このファイルの読み取りが終わると、略語、注、参照がここに並びます（{1} ページ中 {0} ページ済み）。</translation>
    </message>
    <message>
        <source>This file has not been read for acronyms, notes and references yet.</source>
        <translation>このファイルの略語、注、参照はまだ読み取られていません。</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>注</translation>
    </message>
    <message>
        <source>Acronyms and short names</source>
        <translation>略語・略称</translation>
    </message>
    <message>
        <source>Refers to</source>
        <translation>参照先</translation>
    </message>
    <message>
        <source>Figures and tables</source>
        <translation>図表</translation>
    </message>
    <message>
        <source>not explained in these files</source>
        <translation>これらのファイルに説明なし</translation>
    </message>
    <message>
        <source>{0} (a guess)</source>
        <translation>{0}（推定）</translation>
    </message>
</context>
<context>
    <name>Reloading</name>
    <message>
        <source>“{0}” has changed since it was opened.</source>
        <translation>「{0}」は、開いたあとに変更されました。</translation>
    </message>
    <message>
        <source>“{0}” is no longer there. What is open can be read on.</source>
        <translation>「{0}」が見つからなくなりました。開いている内容は引き続き読めます。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>読み込み直す</translation>
    </message>
</context>
<context>
    <name>RenderService</name>
    <message>
        <source>The other files stay open.</source>
        <translation>ほかのファイルは開いたままです。</translation>
    </message>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>このページは表示できません。</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>This file</source>
        <translation>このファイル</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>この文書</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>The file that is being read</source>
        <translation>読んでいるファイルだけ</translation>
    </message>
    <message>
        <source>All files that are open</source>
        <translation>開いているすべてのファイル</translation>
    </message>
    <message>
        <source>Everything that has been indexed</source>
        <translation>索引のあるすべての文書</translation>
    </message>
    <message>
        <source>My highlights and bookmarks in this volume</source>
        <translation>この文書に付けたマーカーとしおり</translation>
    </message>
    <message>
        <source>Other &amp;forms of the words (取組 → 取り組み)</source>
        <translation>ほかの語形(&amp;F)&#x3000;取組 → 取り組み</translation>
    </message>
    <message>
        <source>Other &amp;names (NIST → 国立標準技術研究所)</source>
        <translation>ほかの名称(&amp;N)&#x3000;NIST → 国立標準技術研究所</translation>
    </message>
    <message>
        <source>Suggestions by &amp;reading (さいばー → サイバー)</source>
        <translation>読みからの候補(&amp;R)&#x3000;さいばー → サイバー</translation>
    </message>
    <message>
        <source>Full and half &amp;width (ＡＩ, AI)</source>
        <translation>全角と半角(&amp;W)&#x3000;ＡＩ・AI</translation>
    </message>
    <message>
        <source>Upper and lower &amp;case (AI, ai)</source>
        <translation>大文字と小文字(&amp;C)&#x3000;AI・ai</translation>
    </message>
    <message>
        <source>&amp;Dashes and ー (-, －, ー)</source>
        <translation>ハイフンと長音(&amp;D)&#x3000;-・－・ー</translation>
    </message>
    <message>
        <source>&amp;Kangxi radicals and characters</source>
        <translation>康熙部首と漢字(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Old forms and variants (國, 国)</source>
        <translation>旧字体・異体字(&amp;O)&#x3000;國・国</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>本文</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>注</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>図表の題</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>囲み</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>図中</translation>
    </message>
    <message>
        <source>both on one page</source>
        <translation>両方があるページ</translation>
    </message>
    <message>
        <source>as it stands, across line ends</source>
        <translation>このとおりの並び（行またぎも）</translation>
    </message>
    <message>
        <source>one or the other</source>
        <translation>どちらか一方</translation>
    </message>
    <message>
        <source>pages without 生成</source>
        <translation>「生成」のあるページを除く</translation>
    </message>
    <message>
        <source>close together</source>
        <translation>近くに並ぶもの</translation>
    </message>
    <message>
        <source>under such a heading; 部: too</source>
        <translation>その見出しの下だけ（部: も可）</translation>
    </message>
    <message>
        <source>body, heading, note, caption or table only</source>
        <translation>注だけ（body 本文、heading 見出し、caption 図表の題、table 表も可）</translation>
    </message>
    <message>
        <source>in my own notes</source>
        <translation>自分の書き込みの中</translation>
    </message>
    <message>
        <source>on printed pages 10 to 40</source>
        <translation>紙面のページ番号で 10〜40</translation>
    </message>
    <message>
        <source>in files of such a name</source>
        <translation>名前に「2024」を含むファイル</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>正規表現</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search this file</source>
        <translation>このファイルを検索</translation>
    </message>
    <message>
        <source>Search the volume</source>
        <translation>この文書を検索</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>ライブラリを検索</translation>
    </message>
    <message>
        <source>Search my notes</source>
        <translation>書き込みを検索</translation>
    </message>
    <message>
        <source>{0} hits</source>
        <translation>{0} 件</translation>
    </message>
</context>
<context>
    <name>SearchControls</name>
    <message>
        <source>Where to search</source>
        <translation>検索する範囲</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>What counts as a hit</source>
        <translation>一致とみなす条件</translation>
    </message>
    <message>
        <source>What can be typed</source>
        <translation>検索語の書き方</translation>
    </message>
    <message>
        <source>Find also</source>
        <translation>次も探す</translation>
    </message>
    <message>
        <source>Take these for different</source>
        <translation>次の違いを区別する</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Type into the search box (Ctrl+F): every occurrence is listed here.</source>
        <translation>検索欄 (Ctrl+F) に入力すると、すべての一致がここに並びます。</translation>
    </message>
    <message>
        <source>{0} notes</source>
        <translation>書き込み {0} 件</translation>
    </message>
    <message>
        <source>{0} hits on {1} pages</source>
        <translation>{1} ページに {0} 件</translation>
    </message>
    <message>
        <source>{0}; {1} more below</source>
        <translation>{0}、ほかに {1} 件</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索しています…</translation>
    </message>
    <message>
        <source>No note says “{0}”.</source>
        <translation>「{0}」を含む書き込みはありません。</translation>
    </message>
    <message>
        <source>Nothing found yet: the index is being built.</source>
        <translation>まだ見つかりません。索引を作成中です。</translation>
    </message>
    <message>
        <source>“{0}” does not occur in the library.</source>
        <translation>「{0}」はライブラリにありません。</translation>
    </message>
    <message>
        <source>“{0}” does not occur in this file.</source>
        <translation>「{0}」はこのファイルにありません。</translation>
    </message>
    <message>
        <source>“{0}” does not occur in this volume.</source>
        <translation>「{0}」はこの文書にありません。</translation>
    </message>
    <message>
        <source>Other forms come when the index of words is complete.</source>
        <translation>ほかの語形は、語の索引ができてから表示されます。</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>もう一度検索</translation>
    </message>
    <message>
        <source>More documents have been indexed since. {0}</source>
        <translation>その後、新しい文書が索引に加わりました。{0}</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>もしかして：{0}</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>There is no PDF in the folder “{0}”.</source>
        <translation>フォルダー「{0}」に PDF がありません。</translation>
    </message>
    <message>
        <source>“{0}” has no text layer.</source>
        <translation>「{0}」には文字情報がありません。</translation>
    </message>
    <message>
        <source>It can be read, but not searched.</source>
        <translation>読めますが、検索はできません。</translation>
    </message>
    <message>
        <source>The index could not be completed; what is there can be used.</source>
        <translation>索引を最後まで作れませんでした。できている分は使えます。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Facing pages run</source>
        <translation>見開きの向き</translation>
    </message>
    <message>
        <source>As the text does</source>
        <translation>本文の向きに合わせる</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>左から右</translation>
    </message>
    <message>
        <source>To the left</source>
        <translation>右から左</translation>
    </message>
    <message>
        <source>Colours of the pages</source>
        <translation>ページの配色</translation>
    </message>
    <message>
        <source>As printed</source>
        <translation>印刷どおり</translation>
    </message>
    <message>
        <source>Paper white</source>
        <translation>やわらかい白</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>セピア</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜間</translation>
    </message>
    <message>
        <source>Line length of the reading view</source>
        <translation>リーディング表示の行の長さ</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短い</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>長い</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Mouse and keys</source>
        <translation>マウスとキー</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Printed page (page of the volume · file and page of the file)</source>
        <translation>印刷された番号（全体のページ · ファイルとその中のページ）</translation>
    </message>
    <message>
        <source>Indexing…</source>
        <translation>索引を作成中…</translation>
    </message>
    <message>
        <source>p. {0} of {1}</source>
        <translation>{0} / {1} ページ</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Bookmark deleted.</source>
        <translation>しおりを削除しました。</translation>
    </message>
    <message>
        <source>Highlight deleted.</source>
        <translation>ハイライトを削除しました。</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Hakusho</source>
        <translation>Hakusho</translation>
    </message>
    <message>
        <source>Drop PDF files or a folder here; they are read as one book.</source>
        <translation>PDF ファイルかフォルダーをここにドロップすると、一冊の本として読めます。</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近開いたもの</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>フォルダーを開く…</translation>
    </message>
</context>
<context>
    <name>_Crashes</name>
    <message>
        <source>Something unexpected happened; your notes are safe.</source>
        <translation>予期しない問題が起きました。書き込みは失われていません。</translation>
    </message>
    <message>
        <source>You can go on reading. The details are in the log.</source>
        <translation>このまま読み続けられます。詳細はログにあります。</translation>
    </message>
</context>
</TS>
